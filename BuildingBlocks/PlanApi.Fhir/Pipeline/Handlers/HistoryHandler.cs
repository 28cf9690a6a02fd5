using PlanApi.Fhir.Bodies;
using PlanApi.Fhir.Search;

namespace PlanApi.Fhir.Pipeline.Handlers;

/// <summary>history-instance: the versions of one resource, newest first, by pages that continue below a version.</summary>
internal sealed class HistoryHandler(Cursors cursors)
{
    public async ValueTask Handle(FhirContext context, CancellationToken ct)
    {
        var request = context.Request;
        var asked = PageArguments.Read(request, SearchParser.MaximumCount);
        if ((asked.Failure ?? Strictness.Refusal(request)) is { } failure)
        {
            context.Fail(failure);
            return;
        }

        int? below = null;
        if (asked.Cursor is { } cursor)
        {
            if (cursors.Open(cursor.Value, context) is not { } place)
            {
                context.Fail(Cursors.Refused);
                return;
            }

            below = BitConverter.ToInt32(place);
        }

        var count = asked.Count ?? SearchParser.DefaultCount;
        var versions = await context.Repository.History(request.Type!, request.Id!, below, count + 1, ct);
        if (versions.Count == 0 && below is null)
            context.Fail(404, IssueCode.NotFound, $"{request.Type}/{request.Id} is not known here.");
        else
            // Versions get older one by one, so the first that is too old ends the list.
            Answer(context, [.. versions.TakeWhile(v => asked.Since is not { } since || v.LastUpdated >= since)], count, asked.Cursor);
    }

    private void Answer(FhirContext context, List<StoredResource> versions, int count, Argument? cursor)
    {
        var page = versions.Count > count ? versions.GetRange(0, count) : versions;
        var first = SelfLink.At($"{context.Branch.BaseUrl}/{context.Request.Type}/{context.Request.Id}/_history", context.Request);
        context.Response.Status = 200;
        context.Response.Disclosed = page.Count;
        context.Response.Body = new BundleBody(context.Branch.BaseUrl, "history")
        {
            Id = context.Request.RequestId,
            Links = new(cursor is null ? first : SelfLink.With(first, Cursors.Argument, cursor.Value))
            {
                First = cursor is null && versions.Count == page.Count ? null : first,
                Next = versions.Count > count
                    ? SelfLink.With(first, Cursors.Argument, cursors.Seal(BitConverter.GetBytes(page[^1].Version), context))
                    : null,
            },
            Matches = page,
        };
    }
}
