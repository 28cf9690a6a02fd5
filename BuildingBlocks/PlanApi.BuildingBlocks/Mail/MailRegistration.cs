using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Mail.DevMailbox;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.BuildingBlocks.Mail;

public static class MailRegistration
{
    /// <summary>Mails go to the mail server of the settings or, in Development without one, to the mailbox page.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, PlanApiSettings settings) => settings.Smtp is { } smtp
        ? services.AddSingleton<IMailer>(new SmtpMailer(smtp))
        : services.AddModuleDb<DevMailboxDb>().AddSingleton<IMailer, DevMailboxMailer>();
}
