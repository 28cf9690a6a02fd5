using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Enrollment.Data;
using PlanApi.Identity.Contracts;

namespace PlanApi.Enrollment.JoinTeam;

/// <summary>What the link of an invitation tells when it no longer works, and what to do instead.</summary>
internal static class JoinPages
{
    private static readonly AreaLink SignIn = new("Sign in", SignInPaths.Vendor);

    /// <summary>Why nobody can join by it; null while one can.</summary>
    public static IResult? RefusalOf(Invitation? invitation, DateTimeOffset now) => invitation switch
    {
        null or { State: InvitationState.Withdrawn } => Unknown(),
        { State: InvitationState.Joined } => Used(),
        _ when invitation.ExpiresAt <= now => Expired(),
        _ => null,
    };

    public static IResult Unknown() => Page(
        "This invitation does not work", "The link may be incomplete, the invitation may have been withdrawn, or a newer message has taken its place. If you have a newer message from us, use the link in it.",
        null, StatusCodes.Status404NotFound);

    public static IResult Used() => Page(
        "This invitation has been used", "Your password is set, and a link works only once. Sign in with your e-mail address and that password.", SignIn, StatusCodes.Status410Gone);

    public static IResult BelongsElsewhere() => Page(
        "You belong to another organization",
        "This address has an account already, which belongs to another organization. Ask for an invitation to another address of yours, or delete that account first.",
        SignIn, StatusCodes.Status409Conflict);

    public static IResult Full() => Page(
        "The team is full", "This organization has as many people as it can have. Ask the colleague who invited you to make room; the link works until then.", null, StatusCodes.Status409Conflict);

    private static IResult Expired() => Page(
        "This invitation has expired", "Invitations work for 7 days. Ask the colleague who invited you to send it again.", null, StatusCodes.Status410Gone);

    private static IResult Page(string title, string text, AreaLink? next, int status) => Html.Page<MessagePage, MessageView>(new(title, [text], next), status);
}
