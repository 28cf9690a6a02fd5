using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.MyAccount;
using PlanApi.Identity.Portals;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.UsePasskeys;

public sealed record UsePasskeysView(string Path, string AccountPath, Area Area, IReadOnlyList<PasskeyView> Passkeys, bool MayAdd, string Name, bool AsksForPassword, FormErrors Errors);

public sealed record PasskeyView(string Name, DateTimeOffset AddedAt, DateTimeOffset? LastUsedAt, string RemovePath);

/// <summary>A person's passkeys. A new one is named and paid for with the password here; the next page asks the browser for it.</summary>
internal static class UsePasskeys
{
    private const int MaxLength = 60;
    private static readonly string[] Paths = PortalPaths.InEach(MyAccountPaths.Passkeys);

    public sealed record Form
    {
        public string Name { get; init; } = "";
        public string Password { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules() => RuleFor(f => f.Name).Cascade(CascadeMode.Stop).NotBlank(static () => Texts.Say("Give the passkey a name, such as: my phone")).Line(MaxLength);
    }

    public sealed class Show(OwnAccount own) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Paths);
            Policies(PortalPolicies.SignedIn);
        }

        public override async Task HandleAsync(CancellationToken ct) => await Send.ResultAsync(PageOf(await own.Of(User, ct), "", FormErrors.None));
    }

    public sealed class Submit(OwnAccount own, Passkeys passkeys) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Paths);
            Policies(PortalPolicies.SignedIn);
            Options(static b => b.RequireRateLimiting(RateLimits.SignIn));
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var account = await own.Of(User, ct);
            if (account.Passkeys.Count >= Passkeys.Most)
            {
                AddError(f => f.Name, Texts.Say("An account has ten passkeys at most. Remove one first"));
            }

            if (!ValidationFailed && await own.Disproof(User, account, nameof(form.Password), form.Password, ct) is { } wrong)
            {
                AddError(wrong);
            }

            if (ValidationFailed)
            {
                await Show(PageOf(account, form.Name, Errors));
                return;
            }

            var challenge = await passkeys.BeginAdding(HttpContext, account, form.Name.Trim(), ct);
            await SeeOther(PortalPaths.In(account.Realm, MyAccountPaths.NewPasskey).Replace("{challenge}", challenge.Id, StringComparison.Ordinal));
        }
    }

    private static IResult PageOf(StoredAccount account, string name, FormErrors errors) => Html.Page<UsePasskeysPage, UsePasskeysView>(
        new(
            PortalPaths.In(account.Realm, MyAccountPaths.Passkeys), PortalPaths.In(account.Realm, MyAccountPaths.Page), Door.Of(account.Realm).Area,
            [.. account.Passkeys.Select(p => new PasskeyView(
                p.Name, p.AddedAt, p.LastUsedAt, PortalPaths.In(account.Realm, MyAccountPaths.RemovePasskey).Replace("{passkey}", p.PathId, StringComparison.Ordinal)))],
            account.Passkeys.Count < Passkeys.Most, name, account.PasswordHash is not null, errors),
        errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
