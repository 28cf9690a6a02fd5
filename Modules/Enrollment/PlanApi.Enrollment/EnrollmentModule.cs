using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Enrollment.ConfirmEnrollment;
using PlanApi.Enrollment.Contracts;
using PlanApi.Enrollment.Data;
using PlanApi.Enrollment.Demo;
using PlanApi.Enrollment.InviteColleague;
using PlanApi.Enrollment.JoinTeam;
using PlanApi.Enrollment.MailLink;
using PlanApi.Enrollment.RemoveColleague;

namespace PlanApi.Enrollment;

/// <summary>How vendors become known to the plan: a form, a link in a mail, a password; then an organization and an account; and the team that grows from it.</summary>
public sealed class EnrollmentModule : IModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddModuleDb<EnrollmentDb>()
        .AddOutbox(EnrollmentDb.EnrollmentsName)
        .AddOutbox(EnrollmentDb.LinkRequestsName)
        .AddOutbox(EnrollmentDb.InvitationsName)
        .AddOutbox(EnrollmentDb.OrganizationsName)
        .AddHandler<ColleagueInvited, QueueMailOfInvitation>()
        .AddHandler<ColleagueRemoved, EndRemovedColleague>()
        .AddHandler<ColleagueRemoved, QueueMailOfRemoval>()
        .AddHandler<VendorEnrollmentAsked, QueueMailOfEnrollment>()
        .AddHandler<NewLinkAsked, QueueMailOfNewLink>()
        .AddSingleton<EnrollmentLinks>()
        .AddSingleton<VendorOrganizations>()
        .AddSingleton<IVendorOrganizations>(static sp => sp.GetRequiredService<VendorOrganizations>())
        .AddSingleton<VendorConfirmation>()
        .AddSingleton<InvitationLinks>()
        .AddSingleton<Invitations>()
        .AddSingleton<Joining>()
        .AddSingleton<Removals>()
        .AddSingleton<IDemoData, DemoVendor>();
}
