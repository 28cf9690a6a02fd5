using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Consent.Contracts;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.InitializePatient;
using PlanApi.PatientAccess.ServeRecords;
using PlanApi.SyntheticData;
using PlanApi.TestKit;

[assembly: AssemblyFixture(typeof(PlanApi.PatientAccess.Tests.RecordsHost))]

namespace PlanApi.PatientAccess.Tests;

/// <summary>
/// The real host, with access tokens that a test words as it likes: what a token says is this module's input, how it is issued is proven where
/// it is issued. Revocations of grants are noted. One host serves all tests: each has organizations and accounts of its own.
/// </summary>
public class RecordsHost : PlanApiHost, IAccessTokens, IGrants
{
    private readonly ConcurrentDictionary<string, (AccessToken Token, bool Sandbox)> _tokens = new();

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _held = new();

    public ConcurrentBag<(bool Sandbox, string PatientId)> RevokedFor { get; } = [];

    /// <summary>Whoever ends the grants on this patient waits there, until what is returned is completed.</summary>
    public TaskCompletionSource HoldRevocation(string patientId) => _held[patientId] = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal RecordBranches Branches => Services.GetRequiredService<RecordBranches>();

    /// <summary>Everything that may be granted.</summary>
    public static readonly string[] AllScopes = ["patient/*.rs"];

    protected override void ConfigureServices(IServiceCollection services) => services
        .AddSingleton<IAccessTokens>(this)
        .AddSingleton<IGrants>(this);

    /// <summary>A token for a patient, good for an hour.</summary>
    /// <param name="organization">The patient's vendor organization: a sandbox token; null for production.</param>
    public AccessToken Grant(string patientId, string? organization, params string[] scopes)
    {
        var now = Clock.GetUtcNow();
        var token = new AccessToken(NewId.At(now), "client-1", "account-1", patientId, organization, scopes, NewId.At(now), now.AddHours(1));
        return Keep(token);
    }

    /// <summary>Makes the host know a token, or know it otherwise.</summary>
    public AccessToken Keep(AccessToken token)
    {
        _tokens[token.TokenId] = (token, token.OrganizationId is not null);
        return token;
    }

    /// <summary>A client that calls a FHIR base with a token.</summary>
    public HttpClient App(AccessToken? token)
    {
        var client = CreateClient();
        client.BaseAddress = new(PublicUrl + (token?.OrganizationId is null ? "/fhir/" : "/sandbox/fhir/"));
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.TokenId);
        }

        return client;
    }

    /// <summary>Makes a household in an organization's sandbox, by the job's own way.</summary>
    internal async Task<SyntheticHousehold> Sandbox(string organization, Scenario scenario, int number = 1)
    {
        var today = DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SandboxHouseholds>().Generate(organization, scenario, number, today, static _ => Task.FromResult(true), default);
        return Generator.Generate(new(organization, $"{scenario.Key}-{number}", scenario, today));
    }

    ValueTask<AccessToken?> IAccessTokens.Validate(ReadOnlyMemory<char> token, bool sandbox, CancellationToken ct) =>
        ValueTask.FromResult(_tokens.TryGetValue(token.ToString(), out var known) && known.Sandbox == sandbox && known.Token.ExpiresAt > Clock.GetUtcNow() ? known.Token : null);

    ValueTask<AccessToken?> IAccessTokens.Recognize(ReadOnlyMemory<char> token, bool sandbox, CancellationToken ct) =>
        ValueTask.FromResult(_tokens.TryGetValue(token.ToString(), out var known) && known.Sandbox == sandbox ? known.Token : null);

    Task<int> IGrants.RevokeSandboxGrants(string clientId, CancellationToken ct) => throw new NotSupportedException();

    Task<Grant?> IGrants.FindLive(string grantId, CancellationToken ct) => Task.FromResult<Grant?>(null);

    Task<Grant?> IGrants.FindLive(bool sandbox, string accountId, string patientId, string clientId, CancellationToken ct) => Task.FromResult<Grant?>(null);

    Task IGrants.RevokeForPatient(bool sandbox, string patientId, string? accountId, CancellationToken ct)
    {
        RevokedFor.Add((sandbox, patientId));
        return _held.TryGetValue(patientId, out var held) ? held.Task.WaitAsync(ct) : Task.CompletedTask;
    }
}
