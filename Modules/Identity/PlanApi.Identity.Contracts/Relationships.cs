namespace PlanApi.Identity.Contracts;

/// <summary>What a member may be to a patient: a closed list, since pages say each in the reader's language.</summary>
public static class Relationships
{
    /// <summary>The record is the member's own.</summary>
    public const string Self = "self";

    /// <summary>The member acts for the patient.</summary>
    public static IReadOnlyList<string> ToOthers { get; } = ["parent", "guardian", "personal representative", "spouse", "child"];

    public static bool Has(string text) => text == Self || ToOthers.Contains(text);
}
