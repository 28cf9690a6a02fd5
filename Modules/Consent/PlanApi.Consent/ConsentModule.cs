using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Consent.Activity;
using PlanApi.Consent.Apps;
using PlanApi.Consent.AskConsent;
using PlanApi.Consent.ConnectedApps;
using PlanApi.Consent.Contracts;
using PlanApi.Consent.Data;
using PlanApi.Consent.Grants;
using PlanApi.Consent.NewConnection;
using PlanApi.Identity.Contracts;

namespace PlanApi.Consent;

/// <summary>Consent: the question to the person, the grants that answers become, and the pages on which a member looks after them.</summary>
public sealed class ConsentModule : IModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddModuleDb<ConsentDb>()
        .AddOutbox(ConsentDb.GrantsName)
        .AddSingleton<Grants.Grants>()
        .AddSingleton<IGrants>(static sp => sp.GetRequiredService<Grants.Grants>())
        .AddHandler<GrantRevoked, StopTokensOfEndedGrant>()
        .AddHandler<AccountEnded, EndGrantsOfEndedAccount>()
        .AddSingleton<ConsentRequests>()
        .AddSingleton<IConsentRequests>(static sp => sp.GetRequiredService<ConsentRequests>())
        .AddSingleton<KnownApps>()
        .AddSingleton<Connections>()
        .AddSingleton<IMemberConnections, MemberConnections>()
        .AddSingleton<ActivityNames>()
        .AddSingleton<ActivityChoices>()
        .AddHandler<GrantGiven, TellMember>()
        .AddScoped<SendNewConnectionMail>();
}
