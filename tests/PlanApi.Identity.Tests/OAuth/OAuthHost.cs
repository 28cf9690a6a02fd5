using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.AppRegistry.Contracts;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.ProductionReview.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.OAuth;

/// <summary>The real host and store, and what tests ask of its contracts.</summary>
public abstract class OAuthServices : PlanApiHost
{
    public Task<AccessToken?> Validate(string token, bool sandbox) => Ask<IAccessTokens, AccessToken?>(a => a.Validate(token.AsMemory(), sandbox, default).AsTask());

    /// <summary>Asks a FHIR base as an app does.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> Fhir(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await CreateClient().SendAsync(request);
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }

    public async Task<Browser> SignIn(string path, string name, string password)
    {
        var browser = Browser();
        var response = await browser.Submit(path, ("email", name), ("password", password));
        ((int)response.StatusCode).ShouldBeLessThan(400);
        return browser;
    }

    public async Task<T> Ask<TService, T>(Func<TService, Task<T>> ask) where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<TService>());
    }
}

/// <summary>With apps and patients told by the test: many of them, cheaply, in whatever state.</summary>
public class OAuthHost : OAuthServices
{
    public OAuthHost()
    {
    }

    protected OAuthHost(OAuthHost sharing) => (Apps, Patients) = (sharing.Apps, sharing.Patients);

    public FakeApps Apps { get; } = new();

    public FakePatients Patients { get; } = new();

    /// <summary>A member linked to these patients, signed in at a browser.</summary>
    public async Task<Person> MemberOf(params (string PatientId, string Relationship)[] links)
    {
        var member = await this.Member();
        foreach (var (patientId, relationship) in links)
        {
            await Ask<IPatientLinks, bool>(l => l.Link(member.AccountId, new(patientId, relationship, null, "staff"), default));
        }

        return member;
    }

    /// <summary>A <c>launch</c> value as a portal would make it.</summary>
    public Task<string> Launch(bool sandbox, TestApp app, string accountId, string patientId) =>
        Ask<ILaunchContexts, string>(l => l.Create(new(sandbox, app.ClientId, accountId, patientId), default));

    protected override void ConfigureServices(IServiceCollection services) => services
        .AddSingleton<ISandboxApps>(Apps)
        .AddSingleton<IApprovedApps>(Apps)
        .AddSingleton<IClientSecrets>(Apps)
        .AddSingleton<ISandboxPatients>(Patients)
        .AddSingleton<IMemberPatients>(Patients)
        .AddSingleton<IAccessLog, FakeAccessLog>();
}
