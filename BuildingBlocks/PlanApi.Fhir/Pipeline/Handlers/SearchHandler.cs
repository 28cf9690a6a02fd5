using PlanApi.Fhir.Bodies;
using PlanApi.Fhir.Search;

namespace PlanApi.Fhir.Pipeline.Handlers;

/// <summary>search-type, by GET or POST: one page of matches with what they include.</summary>
internal sealed class SearchHandler(SearchParser parser, Cursors cursors)
{
    private const string Cursor = "_cursor";

    public async ValueTask Handle(FhirContext context, CancellationToken ct)
    {
        var request = context.Request;
        var cursor = request.Arguments.FirstOrDefault(a => a.Name == Cursor);
        cursor?.Handled = true;
        var parsed = parser.Parse(request.Type!, request.Arguments);
        if (parsed.Failure is { } failure)
        {
            context.Fail(failure);
            return;
        }

        var query = parsed.Value!;
        if (request.Strict && request.Arguments.FirstOrDefault(a => !a.Handled && a.Value.Length > 0) is { } unknown)
        {
            context.Fail(400, IssueCode.NotSupported, $"'{unknown.Name}' is not a search parameter of {request.Type} here.", unknown.Name);
            return;
        }

        var search = SelfLink.Canonical(request);
        if (cursor is not null)
        {
            if (cursors.Open(cursor.Value, search, context.Principal) is not { } position)
            {
                context.Fail(400, IssueCode.Invalid, "This paging link does not belong to this search and caller. Start the search again.", Cursor);
                return;
            }

            query = query with { After = position };
        }

        await Answer(context, query, search, cursor, ct);
    }

    private async ValueTask Answer(FhirContext context, SearchQuery query, string search, Argument? cursor, CancellationToken ct)
    {
        var counting = query.Count == 0;
        var page = await context.Repository.Search(query, ct);
        // The total is told where it costs nothing: when the first page is also the last, or when only the number was asked for.
        var total = counting ? await context.Repository.Count(query, ct) : cursor is null && page.Next is null ? page.Matches.Count : default(long?);
        var response = context.Response;
        if (page.IncludesCut)
            response.Issues.Add(new("warning", IssueCode.TooCostly, "There is more to include than one page carries. Ask for fewer matches a page."));
        var self = SelfLink.Of(context.Branch.BaseUrl, context.Request);
        response.Status = 200;
        response.Disclosed = page.Included.Count == 0 ? page.Matches : [.. page.Matches, .. page.Included];
        response.Body = new BundleBody(context.Branch.BaseUrl, "searchset")
        {
            Id = context.Request.RequestId,
            Total = total,
            Self = cursor is null ? self : SelfLink.With(self, Cursor, cursor.Value),
            Next = page.Next is { } next ? SelfLink.With(self, Cursor, cursors.Seal(next, search, context.Principal)) : null,
            Matches = page.Matches,
            Included = page.Included,
            Issues = response.Issues,
        };
    }
}
