using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.AppRegistry.Contracts;
using PlanApi.Consent.Contracts;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.ProductionReview.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Consent.Tests;

/// <summary>The real host with apps, patients and readings that a test may name as it likes, and a note of whose tokens were stopped.</summary>
public sealed class ConsentHost : PlanApiHost, IApprovedApps, ISandboxApps, IMemberPatients, IAccessLog, IRevocations
{
    public const string App = "pill-box";
    public const string OtherApp = "claim-table";
    public const string RequestHash = "the-request";

    public static readonly PatientChoice Ada = new("ada", "Ada Lovelace", "self");
    public static readonly PatientChoice Byron = new("byron", "Byron King", "parent");
    private readonly ConcurrentDictionary<string, IReadOnlyList<AppAccess>> _accesses = new();

    public ConcurrentQueue<string> StoppedGrants { get; } = [];

    public IConsentRequests Requests => Services.GetRequiredService<IConsentRequests>();
    public IGrants Grants => Services.GetRequiredService<IGrants>();

    public void GiveReadings(string accountId, params AppAccess[] accesses) => _accesses[accountId] = accesses;

    /// <summary>Asks as the authorization server does.</summary>
    public Task<string> Ask(Person person, string scopes = "launch/patient offline_access patient/Patient.rs patient/Coverage.rs", params PatientChoice[] patients) =>
        Requests.Ask(
            new(false, App, person.AccountId, null, patients is [] ? [Ada] : patients, scopes.Split(' '), RequestHash, "/oauth/authorize?client_id=pill-box"),
            default);

    /// <summary>Asks a developer in the sandbox, on patients of the developer's organization.</summary>
    public Task<string> AskInSandbox(Person developer, params PatientChoice[] patients) =>
        Requests.Ask(
            new(true, App, developer.AccountId, developer.OrganizationId, patients, ["patient/Patient.rs"], RequestHash, "/sandbox/oauth/authorize?client_id=pill-box"),
            default);

    public Task<ConsentAnswer?> Take(Person person, string path, string client = App, string hash = RequestHash, bool sandbox = false) =>
        Requests.TakeAnswer(path.Split("/consent/")[1], sandbox, client, person.AccountId, hash, default);

    /// <summary>Asks, has the person allow with these answers, and takes the grant.</summary>
    public async Task<Grant> Allow(Person person, string scopes, params (string, string)[] answers)
    {
        var path = await Ask(person, scopes);
        await person.Browser.Submit(path, [("decision", "allow"), .. answers]);
        return (await Take(person, path)).ShouldBeOfType<ConsentAnswer.Allowed>().Grant;
    }

    /// <summary>Has the person allow an app to read a patient's record.</summary>
    public async Task Connect(Person person, string client, PatientChoice patient)
    {
        var path = await Requests.Ask(new(false, client, person.AccountId, null, [patient], ["patient/Patient.rs"], RequestHash, $"/oauth/authorize?client_id={client}"), default);
        await person.Browser.Submit(path, ("decision", "allow"));
        (await Take(person, path, client)).ShouldBeOfType<ConsentAnswer.Allowed>();
    }

    protected override void ConfigureServices(IServiceCollection services) => services
        .AddSingleton<IApprovedApps>(this)
        .AddSingleton<ISandboxApps>(this)
        .AddSingleton<IMemberPatients>(this)
        .AddSingleton<IAccessLog>(this)
        .AddSingleton<IRevocations>(this);

    // The second one's name is a formula to a spreadsheet.
    Task<ApprovedApp?> IApprovedApps.FindByClientId(string clientId, CancellationToken ct) => Task.FromResult(clientId is App or OtherApp
        ? new ApprovedApp(
            "1", clientId, "org", clientId == App ? "Pill <b>Box" : "=HYPERLINK(\"https://bad.example\",\"Claims\")", false, false, ["https://pill.example/cb"], "", "", "Pills, Inc.", "https://pill.example/", "https://pill.example/privacy", "", "",
            "Keeps track of medicines.", "patient/*.rs", false, Clock.GetUtcNow())
        : null);

    Task<SandboxApp?> ISandboxApps.Find(string appId, CancellationToken ct) => Task.FromResult<SandboxApp?>(null);

    // A draft: its vendor has given no addresses yet.
    Task<SandboxApp?> ISandboxApps.FindByClientId(string clientId, CancellationToken ct) => Task.FromResult(clientId == App
        ? new SandboxApp(
            "1", App, "org", "vendor", new("Pill <b>Box", ClientOAuthType.AuthorizationCodePkce, ["https://pill.example/cb"], "", "", "", "", "", "", "", "", "patient/*.rs", ApplicationType.Web),
            1, Clock.GetUtcNow())
        : null);

    Task<IReadOnlyList<PatientSummary>> IMemberPatients.Find(IReadOnlyList<string> patientIds, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<PatientSummary>>([.. new[] { Ada, Byron }.Where(p => patientIds.Contains(p.PatientId)).Select(p => new PatientSummary(p.PatientId, p.DisplayName, null))]);

    /// <remarks>As the log does it: newest first, a page from where the last one ended; here an access is a moment.</remarks>
    Task<AccessPage> IAccessLog.OfAccount(AccessFilter filter, string? after, int limit, CancellationToken ct)
    {
        var found = (_accesses.GetValueOrDefault(filter.AccountId) ?? [])
            .Where(a => (filter.ClientId is null || a.ClientId == filter.ClientId) && (filter.PatientId is null || a.PatientId == filter.PatientId))
            .Where(a => !(a.At < filter.From) && !(a.At >= filter.Until))
            .OrderByDescending(a => a.At)
            .Where(a => after is null || string.CompareOrdinal(Place(a), after) < 0).Take(limit + 1).ToList();
        return Task.FromResult(new AccessPage([.. found.Take(limit)], found.Count > limit ? Place(found[limit - 1]) : null));

        static string Place(AppAccess access) => access.At.UtcTicks.ToString("d20", System.Globalization.CultureInfo.InvariantCulture);
    }

    Task<IReadOnlyList<SandboxAccess>> IAccessLog.OfSandboxApp(string clientId, int limit, CancellationToken ct) => throw new NotSupportedException();

    Task<IReadOnlyDictionary<string, DateTimeOffset>> IAccessLog.LastUsed(string accountId, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<string, DateTimeOffset>>(new Dictionary<string, DateTimeOffset>());

    Task IRevocations.RevokeGrant(string grantId, CancellationToken ct)
    {
        StoppedGrants.Enqueue(grantId);
        return Task.CompletedTask;
    }

    Task IRevocations.RevokeApp(string clientId, bool sandbox, CancellationToken ct) => throw new NotSupportedException();

    Task<int> IRevocations.ExpireSandboxTokens(string clientId, CancellationToken ct) => throw new NotSupportedException();

    Task IRevocations.RevokeAccount(string accountId, CancellationToken ct) => Task.CompletedTask;
}
