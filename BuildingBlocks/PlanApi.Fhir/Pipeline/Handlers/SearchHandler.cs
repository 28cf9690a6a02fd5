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
        var options = ResultOptions.Parse(context);
        var parsed = parser.Parse(request.Type!, request.Arguments);
        if ((options.Failure ?? parsed.Failure) is { } failure)
        {
            context.Fail(failure);
            return;
        }

        var query = options.Value!.CountOnly ? parsed.Value! with { Count = 0 } : parsed.Value!;
        if (!options.Value.Includes && query.Inclusions.Count > 0)
        {
            context.Fail(400, IssueCode.Invalid, "_summary=text takes neither _include nor _revinclude.", "_summary");
            return;
        }

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

        await Answer(context, query, options.Value, search, cursor, ct);
    }

    private async ValueTask Answer(FhirContext context, SearchQuery query, ResultOptions options, string search, Argument? cursor, CancellationToken ct)
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
        var self = SelfLink.Of(context.Branch.BaseUrl, context.Request);
        response.Status = 200;
        response.Disclosed = page.Included.Count == 0 ? page.Matches : [.. page.Matches, .. page.Included];
        response.Body = new BundleBody(context.Branch.BaseUrl, "searchset")
        {
            Id = context.Request.RequestId,
            Total = total,
            Self = cursor is null ? self : SelfLink.With(self, Cursor, cursor.Value),
            Next = page.Next is { } next ? SelfLink.With(self, Cursor, cursors.Seal(next, search, context.Principal)) : null,
            Matches = [.. page.Matches.Select(options.Shown)],
            Included = [.. page.Included.Select(options.ShownIncluded)],
            Issues = response.Issues,
        };
    }
}
