using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.ProductionReview.Details;
using PlanApi.ProductionReview.RunPreFlight;

namespace PlanApi.ProductionReview.ReviewRequest;

/// <summary>A request as a reviewer sees it.</summary>
/// <param name="Revision">The revision that the page shows; a decision names it.</param>
/// <param name="State">Pending, or how it ended, in words.</param>
/// <param name="Tone">The colour that repeats it.</param>
/// <param name="Rows">What is asked, beside what is live when something is.</param>
/// <param name="SinceYouLooked">What the vendor changed after the revision that the reviewer decided on; empty when nothing.</param>
/// <param name="SameName">Live apps of other vendors that have the same name.</param>
/// <param name="Claim">Who looks after it while it waits; null for nobody.</param>
/// <param name="PreFlight">The newest; null once the request is decided or withdrawn, since it is of another day.</param>
/// <param name="Use">What the sandbox saw, with the pre-flight; null when nothing was looked at.</param>
/// <param name="Notes">Staff's own about this application, newest first.</param>
public sealed record ReviewRequestView(
    string RequestId, string Name, long Revision, bool Pending, string State, string Tone, DateTimeOffset SentAt, DateTimeOffset ChangedAt, VendorView Vendor,
    IReadOnlyList<DetailRowView> Rows, IReadOnlyList<DetailRowView> SinceYouLooked, IReadOnlyList<string> Missing, IReadOnlyList<string> Recommended,
    IReadOnlyList<string> SameName, IReadOnlyList<PastDecisionView> Earlier, ClaimView? Claim, PreFlightView? PreFlight, SandboxUseView? Use, IReadOnlyList<NoteView> Notes,
    IReadOnlyList<Choice> KeptReasons, RequestLogoView Logo, Typed Typed, FormErrors Errors)
{
    /// <summary>Whether this reviewer may decide it now.</summary>
    public bool MayDecide => Pending && Claim is not { IsMine: false };
}

/// <summary>The logo that is asked for, beside the one that is live.</summary>
/// <param name="Hash">Of the one asked for; empty for none. Approving names it.</param>
/// <param name="Folder">Where its pictures are; null for none.</param>
/// <param name="HasLive">Whether there is a live copy to compare with.</param>
public sealed record RequestLogoView(string Hash, string? Folder, bool HasLive, string? LiveFolder, bool Differs);

/// <summary>Who enrolled, as opposed to what the app's form says.</summary>
public sealed record VendorView(string LegalName, string Website, string Country, string Contact);

public sealed record ClaimView(string AccountId, string By, DateTimeOffset Since, bool IsMine)
{
    /// <summary>Stands for the account where there is no claim.</summary>
    public const string Nobody = "nobody";
}

public sealed record NoteView(string By, DateTimeOffset At, string Text);

/// <inheritdoc cref="Data.SandboxUse"/>
public sealed record SandboxUseView(
    int Launches, int OwnStarts, int Tokens, int Refreshes, int Calls, int Refused, int Patients, IReadOnlyList<string> Types, DateTimeOffset? First, DateTimeOffset? Last);

/// <summary>The page's forms as they were filled in.</summary>
/// <param name="Kept">Id of the kept reason that was chosen; empty for none.</param>
public sealed record Typed(string Criterion, string Kept, string Reason, string Note)
{
    public static readonly Typed Nothing = new("", "", "", "");
}
