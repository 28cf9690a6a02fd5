using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Identity.Accounts;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.Portals;

namespace PlanApi.Identity.SignIn;

/// <summary>Where a browser goes after each step of signing in.</summary>
internal static class AfterSignIn
{
    /// <summary>In each portal; a sandbox sign-in on the way to an app's consent goes on in the vendor's.</summary>
    public const string SecondFactorPage = "/sign-in/code";
    public const string SetUpSecondFactorPath = "/review/sign-in/authenticator";

    public static IResult Next(SignInStep step, Realm realm, string? returnUrl) => step switch
    {
        SignInStep.SignedIn => Done(realm, returnUrl),
        SignInStep.ShowSecondFactor => new SeeOtherResult(PortalPaths.In(realm, SecondFactorPage) + QueryOf(returnUrl)),
        SignInStep.SetUpSecondFactor => new SeeOtherResult(SetUpSecondFactorPath + QueryOf(returnUrl)),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    public static QueryString QueryOf(string? returnUrl) =>
        LocalPath.Of(returnUrl) is { } path ? QueryString.Create(SignInPaths.ReturnUrl, path) : QueryString.Empty;

    /// <remarks>A path to return to may redirect to an app's own origin, which browsers allow after a fresh navigation but not after a form post.</remarks>
    private static IResult Done(Realm realm, string? returnUrl) => (LocalPath.Of(returnUrl), realm) switch
    {
        ({ } path, _) => Html.Page<ContinuePage, ContinueView>(new(path)),
        (null, Realm.TestPatient) => Html.Page<MessagePage, MessageView>(
            new("Signed in as a test patient", ["Now start your app: it will be asked to let this synthetic patient's record be read."]) { Area = Area.Sandbox }),
        _ => new SeeOtherResult(Door.Of(realm).Home),
    };
}
