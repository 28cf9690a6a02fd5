using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.AppRegistry.Credentials;
using PlanApi.AppRegistry.Data;
using PlanApi.AppRegistry.RegisterApp;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.Contracts;

namespace PlanApi.AppRegistry.Demo;

/// <summary>The demo vendor's two apps: our sample, which everyone can launch, and one that keeps a secret.</summary>
internal sealed class DemoApps(AppRegistryDb db, RegisterAppStore store, SecretBox secrets, IAccounts accounts, PlanApiSettings settings, TimeProvider clock) : IDemoData
{
    public int Order => 40;

    public async Task Add(CancellationToken ct)
    {
        var vendor = await accounts.FindByEmail(Realm.Vendor, DemoPlan.Vendor, ct) ?? throw new InvalidOperationException("The demo vendor was not made.");
        await Add(DemoPlan.HealthViewerClientId, HealthViewer(settings.UrlOf("/samples/health-viewer")), vendor, ct);
        await Add(DemoPlan.CareCompassClientId, CareCompass(), vendor, ct);
    }

    private async Task Add(string clientId, AppDetails details, Account vendor, CancellationToken ct)
    {
        if (await db.Apps.Find(a => a.ClientId == clientId).AnyAsync(ct))
        {
            return;
        }

        var (appId, now, secret) = (NewId.From(clock), clock.GetUtcNow(), secrets.Make(clientId));
        await db.Credentials.DeleteOneAsync(c => c.Id == clientId, ct);
        await db.Credentials.InsertOneAsync(new(clientId, appId, vendor.OrganizationId!, secret.Sealed, secret.Hash, now, Version: 1, ForgetAt: null), cancellationToken: ct);
        await store.TryAdd(new(appId, clientId, vendor.OrganizationId!, vendor.AccountId, details, AppName.KeyOf(details.Name), Revision: 1, now), ct);
    }

    private static AppDetails HealthViewer(string address) => new(
        "Health Viewer", ClientOAuthType.AuthorizationCodePkce, [$"{address}/index.html"], $"{address}/launch.html", "", "Demo Health Apps, Inc.",
        "https://apps.demo.example", "https://apps.demo.example/privacy", "https://apps.demo.example/security", "https://apps.demo.example/terms",
        "Shows your coverage and claims on one page.",
        "openid fhirUser offline_access launch launch/patient patient/Coverage.read patient/ExplanationOfBenefit.read patient/Organization.read patient/Patient.read patient/Practitioner.read",
        ApplicationType.Browser)
    {
        Category = AppCategory.CoverageAndCosts,
        Platforms = [AppPlatform.Web],
    };

    private static AppDetails CareCompass() => new(
        "Care Compass", ClientOAuthType.AuthorizationCodeSecret, ["https://compass.demo.example/callback"], "https://compass.demo.example/launch", "",
        "Demo Health Apps, Inc.", "https://compass.demo.example", "https://compass.demo.example/privacy", "", "https://compass.demo.example/terms",
        "Keeps visits, medicines and test results together, and reminds of what is due.",
        "openid fhirUser offline_access launch launch/patient patient/Condition.read patient/Coverage.read patient/Encounter.read patient/ExplanationOfBenefit.read patient/MedicationRequest.read patient/Observation.read patient/Patient.read",
        ApplicationType.Web)
    {
        Category = AppCategory.HealthRecords,
        Platforms = [AppPlatform.Web, AppPlatform.Ios, AppPlatform.Android],
    };
}
