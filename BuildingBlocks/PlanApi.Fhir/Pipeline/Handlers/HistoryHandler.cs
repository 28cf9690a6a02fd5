using System.Globalization;
using PlanApi.Fhir.Bodies;
using PlanApi.Fhir.Search;

namespace PlanApi.Fhir.Pipeline.Handlers;

/// <summary>history-instance: the versions of one resource, newest first, by pages that continue below a version.</summary>
internal static class HistoryHandler
{
    private const string Below = "_below";

    public static async ValueTask Handle(FhirContext context, CancellationToken ct)
    {
        var request = context.Request;
        var (count, below) = (SearchParser.DefaultCount, default(int?));
        foreach (var argument in request.Arguments)
        {
            if (argument.Name is not ("_count" or Below))
                continue;
            if (!int.TryParse(argument.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            {
                context.Fail(400, IssueCode.Value, $"{argument.Name} must be a whole number above zero.", argument.Name);
                return;
            }

            argument.Handled = true;
            if (argument.Name == Below)
                below = number;
            else
                count = Math.Min(number, SearchParser.MaximumCount);
        }

        var versions = await context.Repository.History(request.Type!, request.Id!, below, count + 1, ct);
        if (versions.Count == 0 && below is null)
        {
            context.Fail(404, IssueCode.NotFound, $"{request.Type}/{request.Id} is not known here.");
            return;
        }

        var page = versions.Count > count ? versions.Take(count).ToList() : versions;
        var address = $"{context.Branch.BaseUrl}/{request.Type}/{request.Id}/_history?_count={count}";
        context.Response.Status = 200;
        context.Response.Disclosed = page;
        context.Response.Body = new BundleBody(context.Branch.BaseUrl, "history")
        {
            Id = request.RequestId,
            Self = below is null ? address : $"{address}&{Below}={below}",
            Next = versions.Count > count ? $"{address}&{Below}={page[^1].Version}" : null,
            Matches = page,
        };
    }
}
