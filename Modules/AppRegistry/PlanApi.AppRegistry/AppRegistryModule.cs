using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.AppRegistry.Contracts;
using PlanApi.AppRegistry.Credentials;
using PlanApi.AppRegistry.Data;
using PlanApi.AppRegistry.DeleteApp;
using PlanApi.AppRegistry.Demo;
using PlanApi.AppRegistry.EditApp;
using PlanApi.AppRegistry.FetchLogo;
using PlanApi.AppRegistry.RegisterApp;
using PlanApi.AppRegistry.Rehearse;
using PlanApi.AppRegistry.RotateSecret;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.Contracts;

namespace PlanApi.AppRegistry;

/// <summary>Sandbox apps, their credentials, and the vendor portal's pages about them.</summary>
public sealed class AppRegistryModule : IModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddModuleDb<AppRegistryDb>()
        .AddOutbox(AppRegistryDb.AppsName)
        .AddOutbox(AppRegistryDb.CredentialsName)
        .AddSingleton<ISandboxApps, SandboxApps>()
        .AddSingleton<IClientSecrets, ClientSecrets>()
        .AddSingleton<OwnApps>()
        .AddSingleton<SecretBox>()
        .AddSingleton<Reservations>()
        .AddSingleton<RegisterAppStore>()
        .AddSingleton<EditAppStore>()
        .AddSingleton<RotateSecretStore>()
        .AddSingleton<RehearsalStore>()
        .AddSingleton<Rehearsals>()
        .AddSingleton<IRehearsals>(static sp => sp.GetRequiredService<Rehearsals>())
        .AddHostedService(static sp => sp.GetRequiredService<Rehearsals>())
        .AddHandler<SecretRotated, QueueSecretRotatedMail>()
        .AddSingleton<Deletion>()
        .AddHandler<AppDeleted, EndSandboxTokens>()
        .AddHandler<AccountEnded, DeleteAppsOfNobody>()
        .AddHandler<AppDeleted, ForgetLogo>()
        .AddHandler<AppSaved, AskForLogo>()
        .AddHandler<LogoAsked, QueueLogoFetch>()
        .AddSingleton<LogoSource>()
        .AddSingleton<LogoFetches>()
        .AddSingleton<ISandboxLogos>(static sp => sp.GetRequiredService<LogoFetches>())
        .AddSingleton<IDemoData, DemoApps>();
}
