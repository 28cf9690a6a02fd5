using PlanApi.ProductionReview.Contracts;

namespace PlanApi.AppRegistry.AppForms;

/// <summary>App Status as vendors read it.</summary>
internal static class ReviewWords
{
    public static string Text(this ReviewStatus status) => status switch
    {
        ReviewStatus.Draft => "Draft",
        ReviewStatus.InReview => "In review",
        ReviewStatus.Approved => "Approved",
        ReviewStatus.Rejected => "Rejected",
        ReviewStatus.Suspended => "Suspended",
        ReviewStatus.ApprovedUnpublishedChanges => "Approved, unpublished changes",
        ReviewStatus.ApprovedChangesInReview => "Approved, changes in review",
        ReviewStatus.ApprovedChangesRejected => "Approved, changes rejected",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>The tone in which a page colours it.</summary>
    public static string Tone(this ReviewStatus status) => status switch
    {
        ReviewStatus.Draft => "neutral",
        ReviewStatus.InReview or ReviewStatus.ApprovedChangesInReview or ReviewStatus.ApprovedUnpublishedChanges => "waiting",
        ReviewStatus.Approved => "good",
        ReviewStatus.Rejected or ReviewStatus.Suspended or ReviewStatus.ApprovedChangesRejected => "bad",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>What it means for the app, in a sentence.</summary>
    public static string Meaning(this ReviewStatus status) => status switch
    {
        ReviewStatus.Draft => "Members do not see this application yet. Try it in the sandbox, then send a request.",
        ReviewStatus.InReview => "The plan's reviewers have your request. What you save now changes the request too.",
        ReviewStatus.Approved => "Members see this application with the details as saved.",
        ReviewStatus.Rejected => "The request was turned down for the reason below. Change what it names and send it again.",
        ReviewStatus.Suspended => "Members cannot use this application for the reason below. The sandbox keeps working.",
        ReviewStatus.ApprovedUnpublishedChanges => "Members use the approved details. Your later changes count in the sandbox only, until a new request is approved.",
        ReviewStatus.ApprovedChangesInReview => "Members use the approved details. The plan's reviewers have your changes.",
        ReviewStatus.ApprovedChangesRejected => "Members use the approved details. Your changes were turned down for the reason below.",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
