using System.Globalization;

namespace PlanApi.Fhir.Pipeline.Steps;

/// <summary>Answers 304 where the caller already has the version that would be sent (http.html#cread).</summary>
internal sealed class Conditional : IFhirStep
{
    public int Order => StepOrder.Conditional;

    public async ValueTask Invoke(FhirContext context, FhirNext rest, CancellationToken ct)
    {
        await rest(context, ct);
        var response = context.Response;
        if (response.Status != 200 || response.Version is not { } version)
            return;
        var (tags, since) = (context.Request.IfNoneMatch, context.Request.IfModifiedSince);
        // If-None-Match counts before If-Modified-Since, whose seconds are coarser (RFC 9110, 13.2.2).
        var has = tags is not null
            ? Matches(tags, version)
            : since is { } at && response.LastModified is { } modified && modified < at.UtcDateTime.AddSeconds(1);
        if (!has)
            return;
        response.Status = 304;
        response.Body = null;
        response.Disclosed = 0;
    }

    private static bool Matches(string tags, int version)
    {
        var own = version.ToString(CultureInfo.InvariantCulture);
        foreach (var range in tags.AsSpan().Split(','))
        {
            var tag = tags.AsSpan()[range].Trim();
            if (tag is "*")
                return true;
            if (tag.StartsWith("W/"))
                tag = tag[2..];
            if (tag.Trim('"').SequenceEqual(own))
                return true;
        }

        return false;
    }
}
