using PlanApi.BuildingBlocks.Web;
using PlanApi.ProductionReview.Details;

namespace PlanApi.ProductionReview.ReviewRequest;

/// <summary>A request as a reviewer sees it.</summary>
/// <param name="Revision">The revision that the page shows; a decision names it.</param>
/// <param name="State">Pending, or how it ended, in words.</param>
/// <param name="Rows">What is asked, beside what is live when something is.</param>
/// <param name="SinceYouLooked">What the vendor changed after the revision that the reviewer decided on; empty when nothing.</param>
/// <param name="SameName">Live apps of other vendors that have the same name.</param>
public sealed record ReviewRequestView(
    string RequestId, string Name, long Revision, bool Pending, string State, DateTimeOffset SentAt, DateTimeOffset ChangedAt, VendorView Vendor,
    IReadOnlyList<DetailRowView> Rows, IReadOnlyList<DetailRowView> SinceYouLooked, IReadOnlyList<string> Missing, IReadOnlyList<string> Recommended,
    IReadOnlyList<string> SameName, IReadOnlyList<PastDecisionView> Earlier, RejectionView Rejection, FormErrors Errors);

/// <summary>Who enrolled, as opposed to what the app's form says.</summary>
public sealed record VendorView(string LegalName, string Website, string Country, string Contact);

/// <param name="What">What was decided, in words.</param>
public sealed record PastDecisionView(string What, string By, DateTimeOffset At, string? Criterion, string Reason);

/// <summary>The rejection as it was typed.</summary>
public sealed record RejectionView(string Criterion, string Reason)
{
    public static readonly RejectionView Empty = new("", "");
}
