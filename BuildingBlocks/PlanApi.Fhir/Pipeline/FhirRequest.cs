namespace PlanApi.Fhir;

/// <summary>A request in FHIR's words. Nothing here knows HTTP's objects, so that steps are tested without a server.</summary>
public sealed class FhirRequest
{
    /// <summary>The interaction, or null where the method and path name none (the reply is then 404 or 405).</summary>
    public Interaction? Interaction { get; init; }

    /// <summary>The resource type of the path; null for capabilities.</summary>
    public string? Type { get; init; }

    /// <summary>The logical id of the path.</summary>
    public string? Id { get; init; }

    /// <summary>The version id of the path, for a version read.</summary>
    public string? Version { get; init; }

    /// <summary>Search and result arguments, in the order given.</summary>
    public List<Argument> Arguments { get; init; } = [];

    /// <summary>The Accept header as sent, or null.</summary>
    public string? Accept { get; init; }

    /// <summary>The Authorization header as sent, or null. The authorization step of a branch reads it; it is never logged.</summary>
    public string? Authorization { get; init; }

    /// <summary>The If-None-Match header as sent, or null.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>The If-Modified-Since header, or null when absent or not a date.</summary>
    public DateTimeOffset? IfModifiedSince { get; init; }

    /// <summary>Whether <c>Prefer: handling=strict</c> was sent: what is not understood is then an error.</summary>
    public bool Strict { get; init; }

    /// <summary>Why the request can not be answered at all (wrong method, body or path), found while reading it.</summary>
    public FhirFailure? Malformed { get; init; }

    /// <summary>Names this request in logs, outcomes and the X-Request-Id header.</summary>
    public required string RequestId { get; init; }

    /// <summary>Where the caller connects from, for the audit; null when not known.</summary>
    public string? RemoteAddress { get; init; }
}
