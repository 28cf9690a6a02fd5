using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Enrollment.ConfirmEnrollment;
using PlanApi.Enrollment.Contracts;
using PlanApi.Enrollment.Data;
using PlanApi.Enrollment.Demo;
using PlanApi.Enrollment.MailLink;

namespace PlanApi.Enrollment;

/// <summary>How vendors become known to the plan: a form, a link in a mail, a password; then an organization and an account.</summary>
public sealed class EnrollmentModule : IModule
{
    public static void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddModuleDb<EnrollmentDb>()
        .AddOutbox(EnrollmentDb.EnrollmentsName)
        .AddOutbox(EnrollmentDb.LinkRequestsName)
        .AddHandler<VendorEnrollmentAsked, QueueMailOfEnrollment>()
        .AddHandler<NewLinkAsked, QueueMailOfNewLink>()
        .AddSingleton<EnrollmentLinks>()
        .AddSingleton<VendorOrganizations>()
        .AddSingleton<IVendorOrganizations>(static sp => sp.GetRequiredService<VendorOrganizations>())
        .AddSingleton<VendorConfirmation>()
        .AddSingleton<IDemoData, DemoVendor>();
}
