using FastEndpoints;
using PlanApi.BuildingBlocks.Smart;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Consent.Apps;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.Consent.Activity;

public sealed record ActivityView(IReadOnlyList<Reading> Readings, bool More);

/// <summary>One call of an app, in plain words.</summary>
public sealed record Reading(DateTimeOffset At, string AppName, string PatientName, string What);

internal static class Activity
{
    private const string Path = "/member/activity";
    private const int Shown = 200;

    public sealed class Show(IAccessLog accessLog, KnownApps apps, IMemberPatients patients) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Member);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var accesses = await accessLog.OfAccount(User.AccountId(), clientId: null, Shown + 1, ct);
            var people = (await patients.Find([.. accesses.Select(a => a.PatientId).Distinct()], ct)).ToDictionary(p => p.PatientId, p => p.DisplayName);
            var names = new Dictionary<string, string>();
            foreach (var clientId in accesses.Select(a => a.ClientId).Distinct())
            {
                names[clientId] = (await apps.Find(sandbox: false, clientId, ct))?.Name ?? "An app that is no longer listed";
            }

            var readings = accesses.Take(Shown).Select(a => new Reading(
                a.At, names[a.ClientId], people.GetValueOrDefault(a.PatientId, "a person whose record is no longer here"), InWords(a)));
            await Send.ResultAsync(Html.Page<ActivityPage, ActivityView>(new([.. readings], accesses.Count > Shown)));
        }

        private static string InWords(AppAccess access)
        {
            var what = access.ResourceType is { } type ? ScopeCategory.Of(type)?.Title ?? type : "the service's description";
            return access.Status >= 400 ? $"Was refused {what}" : access.Count == 1 ? $"Read 1 entry of {what}" : $"Read {access.Count} entries of {what}";
        }
    }
}
