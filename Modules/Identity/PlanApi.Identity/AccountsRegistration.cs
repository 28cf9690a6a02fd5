using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.ActivateMember;
using PlanApi.Identity.ChangeEmail;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.Demo;
using PlanApi.Identity.EndExpiredLinks;
using PlanApi.Identity.EnterCode;
using PlanApi.Identity.InviteStaff;
using PlanApi.Identity.KeepForm;
using PlanApi.Identity.ManageMembers;
using PlanApi.Identity.ManageStaff;
using PlanApi.Identity.PlanProvider;
using PlanApi.Identity.ResetPassword;
using PlanApi.Identity.ResetSecondFactor;
using PlanApi.Identity.UseAuthenticator;

namespace PlanApi.Identity;

internal static class AccountsRegistration
{
    /// <summary>Accounts of every realm, how people sign in to them, and their patient links.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration) => services
        .AddModuleDb<IdentityDb>()
        .AddOutbox(IdentityDb.AccountsName)
        .AddHandler<PatientLinkEnded, RevokeGrantsOfEndedLink>()
        .AddSessionCookies()
        .AddUserManager()
        .AddHandler<AccountEnded, StopTokensOfEndedAccount>()
        .AddHandler<PasswordChanged, TellOfChange.TellOfChange>()
        .AddHandler<SecondFactorChanged, TellOfChange.TellOfChange>()
        .AddHandler<SecondFactorPartChanged, TellOfChange.TellOfChange>()
        .AddHandler<AccountEnded, TellOfChange.TellOfChange>()
        .AddSingleton<EndAccount>()
        .AddSingleton<OwnAccount>()
        .AddSingleton<Attempts>()
        .AddSingleton<PasswordCheck>()
        .AddSingleton<Sessions>()
        .AddSingleton<TestPatientPasswords>()
        .AddSingleton<IAccounts, StoredAccounts>()
        .AddSingleton<IPatientLinks, StoredPatientLinks>()
        .AddHostedService<ScheduleEndOfLinks>()
        .AddSingleton<ITestPatientSignIns, TestPatientSignIns>()
        .AddSingleton<IDemoData, DemoPeople>()
        .AddModuleDb<KeptFormDb>()
        .AddSingleton<KeptForms>()
        .AddMemberService()
        .AddActivation()
        .AddPlanProvider(configuration)
        .AddPasswordReset()
        .AddEmailChange()
        .AddSecondFactor()
        .AddStaffInvitations()
        .AddStaffService();

    private static IServiceCollection AddActivation(this IServiceCollection services) => services
        .AddModuleDb<ActivationDb>()
        .AddModuleDb<LetterDb>()
        .AddOutbox(ActivationDb.ActivationsName)
        .AddHandler<ActivationAsked, QueueSearchForMember>()
        .AddSingleton<ActivationCodes>()
        .AddSingleton<Activations>()
        .AddSingleton<Letters>()
        .AddSingleton<ActivationAge>()
        .AddSingleton<NewMember>();

    private static IServiceCollection AddMemberService(this IServiceCollection services) => services
        .AddModuleDb<MemberEntryDb>()
        .AddOutbox(MemberEntryDb.EntriesName)
        .AddHandler<MemberServed, TellMember>()
        .AddSingleton<MemberEntries>()
        .AddSingleton<MemberFiles>()
        .AddSingleton<MemberDeeds>();

    private static IServiceCollection AddPasswordReset(this IServiceCollection services) => services
        .AddModuleDb<PasswordResetDb>()
        .AddOutbox(PasswordResetDb.ResetsName)
        .AddHandler<PasswordResetAsked, QueueMailOfReset>()
        .AddSingleton<ResetLinks>()
        .AddSingleton<Passwords>();

    private static IServiceCollection AddEmailChange(this IServiceCollection services) => services
        .AddModuleDb<EmailChangeDb>()
        .AddOutbox(EmailChangeDb.ChangesName)
        .AddHandler<EmailChangeAsked, QueueMailOfChange>()
        .AddHandler<EmailChanged, QueueMailOfChange>()
        .AddSingleton<EmailChanges>();

    private static IServiceCollection AddSecondFactor(this IServiceCollection services) => services
        .AddSingleton<SecondFactorPolicy>()
        .AddSingleton<SecondFactor>()
        .AddSingleton<SecondFactorPages>()
        .AddModuleDb<PasskeyChallenges>()
        .AddSingleton<IPasskeyHandler<StoredAccount>, PasskeyHandler<StoredAccount>>()
        .AddSingleton<IConfigureOptions<IdentityPasskeyOptions>, ConfigurePasskeys>()
        .AddSingleton<Passkeys>()
        .AddSingleton<SecondStep>()
        .AddSingleton<ICommand, ResetSecondFactorCommand>();

    private static IServiceCollection AddStaffService(this IServiceCollection services) => services
        .AddModuleDb<StaffEntries>()
        .AddOutbox(StaffEntries.EntriesName)
        .AddHandler<RoleChanged, TellOfChange.TellOfChange>()
        .AddSingleton<EndStaff>()
        .AddSingleton<StaffDeeds>()
        .AddSingleton<ListStaff>();

    private static IServiceCollection AddStaffInvitations(this IServiceCollection services) => services
        .AddModuleDb<StaffInvitationDb>()
        .AddOutbox(StaffInvitationDb.InvitationsName)
        .AddHandler<StaffInvited, QueueMailOfInvitation>()
        .AddSingleton<StaffInvitations>()
        .AddSingleton<ICommand, InviteStaffCommand>()
        .AddHostedService<InviteFirstAdministrator>();

    /// <remarks>
    /// Everything below keeps no state, so one instance serves all requests and singletons may use it. There is no user validator: the unique
    /// index on realm and address decides.
    /// </remarks>
    private static IServiceCollection AddUserManager(this IServiceCollection services)
    {
        services.AddOptions<PasswordHasherOptions>().Configure<PlanApiSettings>(static (o, settings) => o.IterationCount = settings.Tests.PasswordIterations);
        services.Configure<IdentityOptions>(o => o.Tokens.ProviderMap[o.Tokens.AuthenticatorTokenProvider] = new(typeof(AuthenticatorCodes)));
        services.TryAddSingleton<IdentityErrorDescriber>();
        return services
            .AddSingleton<AuthenticatorCodes>()
            .AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>()
            .AddSingleton<IPasswordHasher<StoredAccount>, PasswordHasher<StoredAccount>>()
            .AddSingleton<IPasswordValidator<StoredAccount>, PasswordRules>()
            .AddSingleton<AccountUserStore>()
            .AddSingleton<IUserStore<StoredAccount>>(static sp => sp.GetRequiredService<AccountUserStore>())
            .AddSingleton<UserManager<StoredAccount>>();
    }
}
