namespace PlanApi.Fhir;

/// <summary>One issue of an OperationOutcome.</summary>
/// <param name="Severity"><c>fatal</c>, <c>error</c>, <c>warning</c> or <c>information</c>.</param>
/// <param name="Code">A code of the issue-type value set, see <see cref="IssueCode"/>.</param>
/// <param name="Diagnostics">A plain sentence for the developer of the app; never health data.</param>
/// <param name="Expression">The parameter or element that is meant, or null.</param>
public sealed record FhirIssue(string Severity, string Code, string Diagnostics, string? Expression = null);

/// <summary>An answer that is an error: its HTTP status and the one issue that says why.</summary>
public sealed record FhirFailure(int Status, string Code, string Diagnostics, string? Expression = null)
{
    /// <summary>With 405, the methods that are allowed, for the Allow header.</summary>
    public string? Allow { get; init; }
}

/// <summary>The codes of http://hl7.org/fhir/issue-type that this server uses.</summary>
public static class IssueCode
{
    public const string Invalid = "invalid";
    public const string Value = "value";
    public const string Security = "security";
    public const string Login = "login";
    public const string Forbidden = "forbidden";
    public const string Expired = "expired";
    public const string NotSupported = "not-supported";
    public const string NotFound = "not-found";
    public const string Deleted = "deleted";
    public const string TooCostly = "too-costly";
    public const string TooLong = "too-long";
    public const string Structure = "structure";
    public const string Throttled = "throttled";
    public const string Transient = "transient";
    public const string Exception = "exception";
}
