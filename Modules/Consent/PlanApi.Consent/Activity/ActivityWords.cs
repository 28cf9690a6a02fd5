using PlanApi.BuildingBlocks.Smart;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.Consent.Activity;

/// <summary>Calls of apps in plain words.</summary>
internal static class ActivityWords
{
    private const int FirstError = 400;

    public static bool IsRefused(AppAccess access) => access.Status >= FirstError;

    /// <summary>The part of the record that a call asked for.</summary>
    public static string What(AppAccess access) => access switch
    {
        // Patient/$everything; no other operation is on a patient.
        { Interaction: "operation", ResourceType: "Patient" } => "The whole record",
        { ResourceType: { } type } => ScopeCategory.Of(type)?.Title ?? type,
        _ => "The service's description",
    };

    /// <summary>Calls that asked for the same part, all refused or none.</summary>
    public static string InWords(IReadOnlyList<AppAccess> calls)
    {
        var what = What(calls[0]);
        if (IsRefused(calls[0]))
        {
            return calls.Count == 1 ? $"Was refused {what}" : $"Was refused {what} {calls.Count} times";
        }

        return calls.Sum(c => c.Count) switch
        {
            0 => $"Looked for {what} and got nothing",
            1 => $"Read 1 entry of {what}",
            var entries => $"Read {entries} entries of {what}",
        };
    }

    public static string Outcome(AppAccess access) => IsRefused(access) ? "Refused" : access.Count == 0 ? "Got nothing" : "Read";
}
