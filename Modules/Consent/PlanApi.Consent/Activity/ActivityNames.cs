using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Consent.Apps;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.Consent.Activity;

/// <summary>The names that people know apps and persons by.</summary>
internal sealed class ActivityNames(KnownApps apps, IMemberPatients patients)
{
    public Known Start() => new(apps, patients);

    /// <summary>Each is asked for once.</summary>
    internal sealed class Known(KnownApps apps, IMemberPatients patients)
    {
        private readonly Dictionary<string, string> _apps = [];
        private readonly Dictionary<string, string> _people = [];

        public async ValueTask<string> App(string clientId, CancellationToken ct) => _apps.TryGetValue(clientId, out var name)
            ? name
            : _apps[clientId] = (await apps.Find(sandbox: false, clientId, ct))?.Name ?? Texts.Say("An app that is no longer listed");

        public async ValueTask<string> Person(string patientId, CancellationToken ct) => _people.TryGetValue(patientId, out var name)
            ? name
            : _people[patientId] = await patients.Find([patientId], ct) is [var patient] ? patient.DisplayName : Texts.Say("A person whose record is no longer here");
    }
}

/// <summary>What a member may choose from: the apps and the persons of all that was ever granted.</summary>
internal sealed class ActivityChoices(Grants.Grants grants, ActivityNames names)
{
    public async Task<(IReadOnlyList<Choice> Apps, IReadOnlyList<Choice> People)> Of(string accountId, CancellationToken ct)
    {
        var given = await grants.EverGiven(accountId, ct);
        var known = names.Start();
        List<Choice> apps = [], people = [];
        foreach (var clientId in given.Select(g => g.ClientId).Distinct())
        {
            apps.Add(new(clientId, await known.App(clientId, ct)));
        }

        foreach (var patientId in given.Select(g => g.PatientId).Distinct())
        {
            people.Add(new(patientId, await known.Person(patientId, ct)));
        }

        return (Some(Texts.Say("All apps"), apps), Some(Texts.Say("Everyone"), people));
    }

    private static IReadOnlyList<Choice> Some(string all, List<Choice> choices) =>
        choices.Count < 2 ? [] : [new("", all), .. choices.OrderBy(c => c.Text, StringComparer.OrdinalIgnoreCase)];
}
