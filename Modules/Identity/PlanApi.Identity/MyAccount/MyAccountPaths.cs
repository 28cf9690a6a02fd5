using PlanApi.Identity.Contracts;
using PlanApi.Identity.Portals;

namespace PlanApi.Identity.MyAccount;

/// <summary>Pages on which people look after their own account; each portal has them below its own path.</summary>
internal static class MyAccountPaths
{
    public const string Page = "/account";
    public const string Name = Page + "/name";
    public const string Email = Page + "/email";
    public const string EmailSent = Email + "/sent";
    public const string Password = Page + "/password";
    public const string SecondFactor = Page + "/second-factor";
    public const string SecondFactorOff = SecondFactor + "/off";
    public const string Passkeys = Page + "/passkeys";
    public const string NewPasskey = Passkeys + "/new/{challenge}";
    public const string RemovePasskey = Passkeys + "/{passkey}/remove";
    public const string RecoveryCodes = Page + "/recovery-codes";
    public const string EndSession = Page + "/sessions/{session}/end";
    public const string EndOthers = Page + "/sessions/end-others";
    public const string Delete = Page + "/delete";

    /// <summary>The account page, with a notice of what was just done.</summary>
    public static string Done(Realm realm, string what) => $"{PortalPaths.In(realm, Page)}?done={what}";
}
