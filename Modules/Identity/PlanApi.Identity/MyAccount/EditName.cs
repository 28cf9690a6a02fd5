using FastEndpoints;
using FluentValidation;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Portals;

namespace PlanApi.Identity.MyAccount;

/// <summary>Saves the name that others see. Cookies carry it, so this browser gets a new session; others show it after the next sign-in.</summary>
internal static class EditName
{
    private const int MaxLength = 100;

    public sealed record Form
    {
        public string Name { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules() => RuleFor(f => f.Name).Cascade(CascadeMode.Stop).NotBlank(static () => Texts.Say("Enter your name")).Line(MaxLength);
    }

    public sealed class Submit(OwnAccount own, IdentityDb db, Sessions sessions, TimeProvider clock) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(PortalPaths.InEach(MyAccountPaths.Name));
            Policies(PortalPolicies.SignedIn);
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var account = await own.Of(User, ct);
            if (ValidationFailed)
            {
                await Show(MyAccount.PageOf(account, User, clock, Errors, name: form.Name));
                return;
            }

            await db.Accounts.UpdateOneAsync(a => a.Id == account.Id, Builders<StoredAccount>.Update.Set(a => a.DisplayName, form.Name.Trim()), cancellationToken: ct);
            await sessions.Renew(HttpContext, await own.Of(User, ct));
            await SeeOther(MyAccountPaths.Done(account.Realm, "name"));
        }
    }
}
