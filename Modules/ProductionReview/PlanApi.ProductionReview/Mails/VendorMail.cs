using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Mail;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.Mails;

/// <summary>Writes to the vendor of an app.</summary>
internal sealed class VendorMail(IAccounts accounts, IMailer mailer, PlanApiSettings settings)
{
    /// <summary>Sends the template beside the slice with <c>name</c>, <c>app</c> and <c>link</c> (the app's page), and the values given, which may replace these.</summary>
    public async Task Send(Type slice, string template, string eventId, AboutApp app, CancellationToken ct, params IEnumerable<(string Name, string Value)> values)
    {
        if (await accounts.ContactFor(app.CreatedBy, app.OrganizationId, ct) is not { } contact)
        {
            return;
        }

        var model = new Dictionary<string, string>
        {
            ["name"] = contact.DisplayName,
            ["app"] = app.Name,
            ["link"] = settings.UrlOf(AppRegistryPaths.App(app.AppId)),
        };
        foreach (var (name, value) in values)
        {
            model[name] = value;
        }

        await mailer.Send(MailTemplate.Render(slice, template, eventId, contact.Email, model), ct);
    }
}
