using Microsoft.Extensions.DependencyInjection;
using PlanApi.AppRegistry.Contracts;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.ProductionReview.Contracts;
using PlanApi.TestKit;

namespace PlanApi.Identity.Tests.OAuth;

/// <summary>The real host and store, with apps and patients told by the test.</summary>
public class OAuthHost : PlanApiHost
{
    private const string Password = "correct horse battery 9";

    public FakeApps Apps { get; } = new();

    public FakePatients Patients { get; } = new();

    /// <summary>A member linked to these patients, signed in at a browser.</summary>
    public async Task<Browser> Member(params (string PatientId, string Relationship)[] links)
    {
        var (accountId, email) = await Account(Realm.Member, organizationId: null);
        foreach (var (patientId, relationship) in links)
        {
            await Services.GetRequiredService<IPatientLinks>().Link(accountId, new(patientId, relationship, null, "staff"), default);
        }

        return await SignedIn("/member/sign-in", email);
    }

    public async Task<Browser> Vendor(string organizationId) => await SignedIn("/sandbox/sign-in", (await Account(Realm.Vendor, organizationId)).Email);

    public async Task<string> AccountOf(Realm realm, string email) => (await Ask<IAccounts, Account?>(a => a.FindByEmail(realm, email, default)))!.AccountId;

    public async Task<(string AccountId, string Email)> Account(Realm realm, string? organizationId)
    {
        var email = $"{Guid.CreateVersion7():n}@people.example";
        var result = await Ask<IAccounts, CreateAccountResult>(a => a.TryCreate(new(realm, email, "Pat Example", Password, organizationId), default));
        return (result.ShouldBeOfType<CreateAccountResult.Created>().AccountId, email);
    }

    public async Task<Browser> SignedIn(string path, string email, string password = Password)
    {
        var browser = Browser();
        var response = await browser.Submit(path, ("email", email), ("password", password));
        ((int)response.StatusCode).ShouldBeLessThan(400);
        return browser;
    }

    public async Task<T> Ask<TService, T>(Func<TService, Task<T>> ask) where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<TService>());
    }

    protected override void ConfigureServices(IServiceCollection services) => services
        .AddSingleton<ISandboxApps>(Apps)
        .AddSingleton<IApprovedApps>(Apps)
        .AddSingleton<IClientSecrets>(Apps)
        .AddSingleton<ISandboxPatients>(Patients)
        .AddSingleton<IMemberPatients>(Patients)
        .AddSingleton<IAccessLog, FakeAccessLog>();
}
