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
        { Interaction: "operation", ResourceType: "Patient" } => Texts.Say("The whole record"),
        { ResourceType: { } type } => ScopeCategory.Of(type)?.Title ?? type,
        _ => Texts.Say("The service's description"),
    };

    /// <summary>Calls that asked for the same part, all refused or none.</summary>
    public static string InWords(IReadOnlyList<AppAccess> calls)
    {
        var what = What(calls[0]);
        if (IsRefused(calls[0]))
        {
            return calls.Count == 1 ? Texts.Say("Was refused {0}", what) : Texts.Say("Was refused {0} {1} times", what, calls.Count);
        }

        return calls.Sum(c => c.Count) switch
        {
            0 => Texts.Say("Looked for {0} and got nothing", what),
            1 => Texts.Say("Read 1 entry of {0}", what),
            var entries => Texts.Say("Read {1} entries of {0}", what, entries),
        };
    }

    public static string Outcome(AppAccess access) => IsRefused(access) ? Texts.Say("Refused") : access.Count == 0 ? Texts.Say("Got nothing") : Texts.Say("Read");
}
