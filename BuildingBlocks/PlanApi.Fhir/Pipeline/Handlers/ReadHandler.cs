using System.Globalization;
using PlanApi.Fhir.Bodies;

namespace PlanApi.Fhir.Pipeline.Handlers;

/// <summary>read and vread: the stored bytes of one version.</summary>
internal static class ReadHandler
{
    public static async ValueTask Read(FhirContext context, CancellationToken ct)
    {
        var request = context.Request;
        if (Options(context) is { } options)
            Answer(context, options, await context.Repository.Find(request.Type!, request.Id!, ct));
    }

    public static async ValueTask ReadVersion(FhirContext context, CancellationToken ct)
    {
        var request = context.Request;
        if (Options(context) is { } options)
        {
            Answer(context, options, int.TryParse(request.Version, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                ? await context.Repository.FindVersion(request.Type!, request.Id!, version, ct)
                : null);
        }
    }

    // Null where the request was refused.
    private static ResultOptions? Options(FhirContext context)
    {
        var options = ResultOptions.Parse(context);
        var failure = options.Failure ?? Strictness.Refusal(context.Request);
        if (options.Value is { CountOnly: true })
            failure ??= new(400, IssueCode.Invalid, "_summary=count counts the matches of a search. A read has none.", "_summary");
        if (failure is null)
            return options.Value;
        context.Fail(failure);
        return null;
    }

    private static void Answer(FhirContext context, ResultOptions options, StoredResource? found)
    {
        var request = context.Request;
        // One answer for what is not there and what this caller may not see.
        if (found is null)
            context.Fail(404, IssueCode.NotFound, request.Version is null
                ? $"{request.Type}/{request.Id} is not known here."
                : $"{request.Type}/{request.Id} has no version '{request.Version}' here.");
        else if (found.Deleted)
            context.Fail(410, IssueCode.Deleted, $"{request.Type}/{request.Id} was deleted.");
        else
        {
            var response = context.Response;
            response.Status = 200;
            response.Body = new BytesBody(options.Shown(found).Json);
            response.Version = found.Version;
            response.LastModified = found.LastUpdated;
            response.Disclosed = 1;
        }
    }
}
