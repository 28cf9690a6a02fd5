using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.Identity.Accounts;

internal static class AccountsRegistration
{
    /// <summary>Accounts of every realm, how people sign in to them, and their patient links.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration) => services
        .AddModuleDb<IdentityDb>()
        .AddOutbox(IdentityDb.AccountsName)
        .AddSessionCookies();
}
