using PlanApi.Fhir.Bodies;
using PlanApi.Fhir.Search;

namespace PlanApi.Fhir.Pipeline.Handlers;

/// <summary>search-type, by GET or POST: one page of matches with what they include.</summary>
internal sealed class SearchHandler(SearchParser parser, SearchPaging paging)
{
    public async ValueTask Handle(FhirContext context, CancellationToken ct)
    {
        var request = context.Request;
        var cursor = request.Arguments.FirstOrDefault(a => a.Name == Cursors.Argument);
        cursor?.Handled = true;
        var options = ResultOptions.Parse(context);
        var parsed = parser.Parse(request.Type!, request.Arguments);
        if ((options.Failure ?? parsed.Failure ?? Strictness.Refusal(request)) is { } failure)
        {
            context.Fail(failure);
            return;
        }

        var query = options.Value!.CountOnly ? parsed.Value! with { Count = 0 } : parsed.Value!;
        if (!options.Value.Includes && query.Inclusions.Count > 0)
            context.Fail(400, IssueCode.Invalid, "_summary=text takes neither _include nor _revinclude.", "_summary");
        else if (paging.Continue(query, cursor, context) is { } page)
            await Answer(context, page.Query, options.Value, cursor, page.Backward, ct);
        else
            context.Fail(Cursors.Refused);
    }

    private async ValueTask Answer(FhirContext context, SearchQuery query, ResultOptions options, Argument? cursor, bool backward, CancellationToken ct)
    {
        var page = query.Count == 0 ? new([], [], null) : await context.Repository.Search(query, ct);
        // Unless it is asked for, the total is told where it costs nothing: when the first page is also the last.
        var single = query.Count > 0 && cursor is null && page.Next is null;
        long? total = options.Total switch
        {
            Total.None => null,
            _ when single => page.Matches.Count,
            Total.Accurate => await context.Repository.Count(query, ct),
            _ => query.Count == 0 ? await context.Repository.Count(query, ct) : null,
        };
        var response = context.Response;
        if (page.IncludesCut)
            response.Issues.Add(new("warning", IssueCode.TooCostly, "There is more to include than one page carries. Ask for fewer matches a page."));
        response.Status = 200;
        response.Disclosed = page.Matches.Count + page.Included.Count;
        response.Body = new BundleBody(context.Branch.BaseUrl, "searchset")
        {
            Id = context.Request.RequestId,
            Total = total,
            Links = paging.Links(SelfLink.Of(context.Branch.BaseUrl, context.Request), query, page, cursor, backward, context),
            Matches = [.. (backward ? page.Matches.Reverse() : page.Matches).Select(options.Shown)],
            Included = [.. page.Included.Select(options.ShownIncluded)],
            Issues = response.Issues,
        };
    }
}
