using FastEndpoints;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Consent.Apps;
using PlanApi.Consent.Contracts;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.Consent.ConnectedApps;

/// <param name="ByOthers">What those who act for the member allowed on the member's own record.</param>
public sealed record ConnectedAppsView(IReadOnlyList<Connection> Connections, IReadOnlyList<Connection> ByOthers, string? Notice);

/// <summary>One app that may read one person's data now.</summary>
public sealed record Connection(
    string RevokePath, AppCard App, string PatientName, IReadOnlyList<string> Categories, bool Offline, DateTimeOffset Since, DateTimeOffset? Until, DateTimeOffset? LastUsed);

internal static class ConnectedApps
{
    public const string Path = ConnectionPaths.Apps;

    public sealed class Show(Connections connections) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Member);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var notice = Query<string>("revoked", isRequired: false) is null ? null : Texts.Say("Access is revoked. The app can read nothing more from now on. What it has read before, it may keep: ask the app to delete it.");
            await Send.ResultAsync(Html.Page<ConnectedAppsPage, ConnectedAppsView>(new(await connections.Of(User.AccountId(), ct), await connections.ByOthers(User.AccountId(), ct), notice)));
        }
    }
}

/// <summary>An account's connections, with the names that people know the app and the person by.</summary>
internal sealed class Connections(Grants.Grants grants, KnownApps apps, IMemberPatients patients, IPatientLinks links, IAccessLog accessLog)
{
    /// <summary>The records that are the account's own.</summary>
    public async Task<IReadOnlyList<string>> OwnRecords(string accountId, CancellationToken ct) =>
        [.. (await links.Of(accountId, ct)).Where(l => l.Relationship == Relationships.Self).Select(l => l.PatientId)];

    /// <summary>Apps that may read the member's own record because somebody who acts for the member allowed it.</summary>
    public async Task<IReadOnlyList<Connection>> ByOthers(string accountId, CancellationToken ct)
    {
        List<Connection> connections = [];
        var own = await OwnRecords(accountId, ct);
        var names = (await patients.Find(own, ct)).ToDictionary(p => p.PatientId, p => p.DisplayName);
        foreach (var patientId in own)
        {
            foreach (var grant in (await grants.OfPatient(patientId, ct)).Where(g => g.AccountId != accountId))
            {
                connections.Add(await Describe(grant, names, await accessLog.LastUsed(grant.AccountId, ct), ct));
            }
        }

        return connections;
    }

    public async Task<IReadOnlyList<Connection>> Of(string accountId, CancellationToken ct)
    {
        var live = await grants.OfAccount(accountId, sandbox: false, ct);
        if (live.Count == 0)
        {
            return [];
        }

        var names = (await patients.Find([.. live.Select(g => g.PatientId).Distinct()], ct)).ToDictionary(p => p.PatientId, p => p.DisplayName);
        var lastUsed = await accessLog.LastUsed(accountId, ct);
        var connections = new List<Connection>();
        foreach (var grant in live)
        {
            connections.Add(await Describe(grant, names, lastUsed, ct));
        }

        return connections;
    }

    private async Task<Connection> Describe(Grant grant, Dictionary<string, string> names, IReadOnlyDictionary<string, DateTimeOffset> lastUsed, CancellationToken ct)
    {
        var app = await apps.Find(sandbox: false, grant.ClientId, ct) ?? new AppCard(grant.ClientId, Texts.Say("An app that is no longer listed"), "", "", "", "", "", "");
        return new Connection(
            RevokeAccess.PathOf(grant.GrantId),
            app,
            names.GetValueOrDefault(grant.PatientId, Texts.Say("A person whose record is no longer here")),
            Grants.GrantedData.Of(grant.Scopes),
            grant.Offline,
            grant.GrantedAt,
            grant.ExpiresAt,
            lastUsed.TryGetValue(grant.ClientId, out var at) ? at : null);
    }
}
