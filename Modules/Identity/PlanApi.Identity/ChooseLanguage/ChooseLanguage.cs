using FastEndpoints;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using MongoDB.Driver;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Languages;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.SignIn;

namespace PlanApi.Identity.ChooseLanguage;

/// <summary>Turns members' pages to another language in this browser, and the mails to the member who is signed in at it.</summary>
internal static class ChooseLanguage
{
    /// <remarks>A link, so that it works on every page and keeps its place; what another site could do with it is to show someone our pages in Spanish.</remarks>
    public sealed class Choose(IdentityDb db, PlanApiSettings settings) : EndpointWithoutRequest
    {
        private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

        public override void Configure()
        {
            Get(Language.Path + "/{language}");
            AllowAnonymous();
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            if (Language.Find(Route<string>("language")) is not { } language)
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            HttpContext.Response.Cookies.Append(Language.Cookie, language, new()
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = Kept,
                SameSite = SameSiteMode.Lax,
                Secure = settings.PublicUrl.StartsWith("https:", StringComparison.Ordinal),
            });
            if (await HttpContext.AuthenticateAsync(RealmSchemes.Of(Realm.Member).SignedIn) is { Succeeded: true, Principal: var member })
            {
                var accountId = member.AccountId();
                await db.Accounts.UpdateOneAsync(a => a.Id == accountId, Builders<StoredAccount>.Update.Set(a => a.Language, language), cancellationToken: ct);
            }

            await Send.ResultAsync(new SeeOtherResult(LocalPath.Of(Query<string>(Language.ReturnUrl, isRequired: false)) ?? "/"));
        }
    }
}
