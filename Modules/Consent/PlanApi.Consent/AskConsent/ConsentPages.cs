using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Smart;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Consent.Apps;
using PlanApi.Consent.Data;

namespace PlanApi.Consent.AskConsent;

internal static class ConsentPages
{
    /// <summary>One page for a request that ran out, was never there, or is another person's: the address tells nothing.</summary>
    public static IResult Ended => Html.Page<MessagePage, MessageView>(
        new(Texts.Say("This request has ended"), [Texts.Say("For your safety a request of an app counts for ten minutes and once. Go back to the app and start again. Nothing was shared.")]),
        StatusCodes.Status404NotFound);

    /// <summary>The accounts signed in at this browser that the policy let through; in the sandbox a developer and a test patient may be at once.</summary>
    public static IReadOnlyCollection<string> AccountIds(this ClaimsPrincipal user) =>
        [.. user.FindAll(CurrentUser.AccountIdClaim).Select(c => c.Value)];

    public static IEnumerable<string> CategoryKeys(StoredRequest request) => Asked(request).Select(c => c.Key);

    public static async Task<IResult> Question(StoredRequest request, Grants.Grants grants, KnownApps apps, AskConsent.Form form, FormErrors errors, CancellationToken ct)
    {
        if (await apps.Find(request.Sandbox, request.ClientId, ct) is not { } app)
        {
            return Ended;
        }

        var scopes = ScopeSet.Of(request.Scopes);
        var view = new AskConsentView(
            ConsentPaths.Of(request.Sandbox, request.Id),
            app,
            request.PatientId!,
            request.Patients.First(p => p.PatientId == request.PatientId).DisplayName,
            request.Sandbox,
            [.. Asked(request).Select(c => new CategoryChoice(
                c.Key, c.Title, Meaning(c, scopes), string.Join(' ', scopes.Where(s => s.Category == c)), form.Categories.Contains(c.Key)))],
            scopes.Any(s => s.Text is Scope.OfflineAccess or Scope.OnlineAccess),
            form.Offline == AskConsent.Ticked,
            form.Duration,
            await grants.FindLive(request.Sandbox, request.AccountId, request.PatientId!, request.ClientId, ct) is { } live ? new(live.GrantedAt, live.ExpiresAt, Grants.GrantedData.Of(live.Scopes)) : null,
            errors);
        return Html.Page<AskConsentPage, AskConsentView>(view, errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    // Of a category that is asked for in part, the part.
    private static string Meaning(ScopeCategory category, ScopeSet scopes) =>
        scopes.Where(s => s.Category == category) is var asked && asked.Any(s => s.Part is not null) ? Texts.Say("Only: {0}.", string.Join("; ", asked.Select(s => s.Describe()).Distinct())) : category.Meaning;

    private static IEnumerable<ScopeCategory> Asked(StoredRequest request)
    {
        var scopes = ScopeSet.Of(request.Scopes);
        return ScopeCategory.All.Where(c => scopes.Any(s => s.Category == c));
    }
}
