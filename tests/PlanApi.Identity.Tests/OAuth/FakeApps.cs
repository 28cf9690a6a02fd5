using System.Collections.Concurrent;
using PlanApi.AppRegistry.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.ProductionReview.Contracts;

namespace PlanApi.Identity.Tests.OAuth;

/// <summary>Apps, their secrets and their organizations' patients, as the other modules would tell of them.</summary>
public sealed class FakeApps : ISandboxApps, IApprovedApps, IClientSecrets
{
    public const string AllScopes = "openid fhirUser profile offline_access online_access launch launch/patient patient/*.read";
    private readonly ConcurrentDictionary<string, SandboxApp> _apps = new();
    private readonly ConcurrentDictionary<string, ApprovedApp> _approved = new();
    private readonly ConcurrentDictionary<string, string> _secrets = new();
    private readonly ConcurrentDictionary<string, int> _verified = new();

    /// <summary>An app that is approved with the very same details.</summary>
    public TestApp Add(string organizationId, bool confidential, string redirect = "https://app.example/callback", string scopes = AllScopes, bool native = false, params string[] moreRedirects)
    {
        var id = $"client-{_apps.Count}-{organizationId}";
        var details = new AppDetails(
            $"App {_apps.Count}",
            confidential ? ClientOAuthType.AuthorizationCodeSecret : ClientOAuthType.AuthorizationCodePkce,
            [redirect, .. moreRedirects],
            "https://app.example/launch",
            "",
            "App Makers",
            "https://app.example",
            "https://app.example/privacy",
            "",
            "",
            "Shows claims",
            scopes,
            native ? ApplicationType.Native : ApplicationType.Web);
        _apps[id] = new(id, id, organizationId, "maker", details, 1, DateTimeOffset.UnixEpoch);
        _approved[id] = new(
            id, id, organizationId, details.Name, confidential, native, details.RedirectUrls, details.LaunchUrl, "", details.OrganizationName, details.OrganizationWebsite,
            details.PrivacyPolicyUrl, "", "", details.Description, scopes, Suspended: false, DateTimeOffset.UnixEpoch);
        _secrets[id] = $"secret-of-{id}";
        return new TestApp(id, confidential ? _secrets[id] : null, redirect);
    }

    /// <summary>An app that signs assertions, with its public keys declared or at an address.</summary>
    public TestApp AddSigning(string jwks = "", string jwksUrl = "")
    {
        var id = Add("org-1", confidential: true).ClientId;
        _apps[id] = _apps[id] with { Details = _apps[id].Details with { OAuthType = ClientOAuthType.AuthorizationCodePrivateKey, Jwks = jwks, JwksUrl = jwksUrl } };
        _approved[id] = _approved[id] with { HasPrivateKey = true, Jwks = jwks, JwksUrl = jwksUrl };
        return new TestApp(id, null, "https://app.example/callback");
    }

    public string SecretOf(string clientId) => _secrets[clientId];

    public void Suspend(string clientId) => _approved[clientId] = _approved[clientId] with { Suspended = true };

    public void ApproveAnew(string clientId, DateTimeOffset at) => _approved[clientId] = _approved[clientId] with { ApprovedAt = at };

    public Task<SandboxApp?> Find(string appId, CancellationToken ct) => FindByClientId(appId, ct);

    public Task<SandboxApp?> FindByClientId(string clientId, CancellationToken ct) => Task.FromResult(_apps.GetValueOrDefault(clientId));

    Task<ApprovedApp?> IApprovedApps.FindByClientId(string clientId, CancellationToken ct) => Task.FromResult(_approved.GetValueOrDefault(clientId));

    /// <summary>How often the secret of this client, known or not, was verified.</summary>
    public int Verified(string clientId) => _verified.GetValueOrDefault(clientId);

    public Task<bool> Verify(string clientId, string secret, CancellationToken ct)
    {
        _verified.AddOrUpdate(clientId, 1, static (_, n) => n + 1);
        return Task.FromResult(_secrets.GetValueOrDefault(clientId) == secret);
    }
}

public sealed record TestApp(string ClientId, string? Secret, string Redirect);

/// <summary>Patients, who need no more than a name here.</summary>
public sealed class FakePatients : ISandboxPatients, IMemberPatients
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<PatientSummary>> _sandbox = new();

    public void Add(string organizationId, params IEnumerable<string> patientIds) => _sandbox[organizationId] = [.. patientIds.Select(Named)];

    public Task<IReadOnlyList<PatientSummary>> Of(string organizationId, CancellationToken ct) => Task.FromResult(_sandbox.GetValueOrDefault(organizationId) ?? []);

    public Task<IReadOnlyList<PatientSummary>> Find(IReadOnlyList<string> patientIds, CancellationToken ct) => Task.FromResult<IReadOnlyList<PatientSummary>>([.. patientIds.Select(Named)]);

    private static PatientSummary Named(string id) => new(id, $"Person {id}", new DateOnly(1980, 1, 2));
}

/// <summary>Nobody has read anything.</summary>
public sealed class FakeAccessLog : IAccessLog
{
    public Task<AccessPage> OfAccount(AccessFilter filter, string? after, int limit, CancellationToken ct) => Task.FromResult(new AccessPage([], null));

    public Task<IReadOnlyList<SandboxAccess>> OfSandboxApp(string clientId, int limit, CancellationToken ct) => Task.FromResult<IReadOnlyList<SandboxAccess>>([]);

    public Task<IReadOnlyDictionary<string, DateTimeOffset>> LastUsed(string accountId, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<string, DateTimeOffset>>(new Dictionary<string, DateTimeOffset>());
}
