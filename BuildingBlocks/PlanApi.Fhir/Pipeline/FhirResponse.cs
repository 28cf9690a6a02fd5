using PlanApi.Fhir.Pipeline;

namespace PlanApi.Fhir;

/// <summary>The answer that steps and handlers build up; the web part writes it once, at the end.</summary>
public sealed class FhirResponse
{
    /// <summary>The HTTP status that says it best.</summary>
    public int Status { get; set; } = 500;

    /// <summary>What is written as the body; null writes an OperationOutcome of <see cref="Issues"/>, or nothing for 304.</summary>
    public IFhirBody? Body { get; set; }

    /// <summary>Errors, warnings and information about the request.</summary>
    public List<FhirIssue> Issues { get; } = [];

    /// <summary>The version id for the ETag header, or null.</summary>
    public int? Version { get; set; }

    /// <summary>When the resource last changed, for the Last-Modified header, or null.</summary>
    public DateTime? LastModified { get; set; }

    /// <summary>The WWW-Authenticate header of a 401, or null.</summary>
    public string? Challenge { get; set; }

    /// <summary>Seconds after which to come again, for 429 and 503, or null.</summary>
    public int? RetryAfter { get; set; }

    /// <summary>The methods that are allowed instead, for the Allow header of a 405, or null.</summary>
    public string? Allow { get; set; }

    /// <summary>The Content-Type of the body.</summary>
    public string ContentType { get; set; } = MediaTypes.FhirJson + MediaTypes.Charset;

    /// <summary>Whether the body is laid out for people (<c>_pretty</c>).</summary>
    public bool Pretty { get; set; }

    /// <summary>How many resources leave the store with this answer, matches and includes, for the audit.</summary>
    public int Disclosed { get; set; }

    /// <summary>Whether the body still fetches while it is written, so that <see cref="Disclosed"/> is whole only then.</summary>
    public bool Streams { get; set; }

    /// <summary>What runs, one after the other, when the answer has been written or has broken off.</summary>
    public List<Func<ValueTask>> Written { get; } = [];
}
