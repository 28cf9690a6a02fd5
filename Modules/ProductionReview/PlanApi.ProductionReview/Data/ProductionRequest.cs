using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Outbox;

namespace PlanApi.ProductionReview.Data;

internal enum RequestState
{
    Pending,
    Approved,
    Rejected,
    Withdrawn,
}

/// <summary>A vendor's request to let members use an app. While it is pending it follows the app: each save replaces the details.</summary>
/// <param name="Details">What production would use; see <see cref="ForProduction"/>.</param>
/// <param name="Revision">The app's revision that the details are of; a decision names the one the reviewer saw.</param>
internal sealed record ProductionRequest(
    string Id, string AppId, string ClientId, string OrganizationId, string CreatedBy, AppDetails Details, long Revision, RequestState State,
    DateTimeOffset SentAt, DateTimeOffset ChangedAt) : Aggregate
{
    /// <summary>How many earlier versions are kept to show a reviewer what changed meanwhile.</summary>
    public const int EarlierKept = 20;

    /// <summary>The details before the latest changes, oldest first.</summary>
    public IReadOnlyList<EarlierDetails> Earlier { get; init; } = [];

    public AboutApp About => new(AppId, Details.Name, CreatedBy, OrganizationId);

    /// <summary>The logo that was approved with it; null while pending, and for none.</summary>
    public ApprovedLogo? Logo { get; init; }

    /// <summary>How it was decided; null while pending, and when withdrawn.</summary>
    public Decision? Decision { get; init; }

    /// <summary>Who looks after it, or did when it was decided; null for nobody.</summary>
    public Claim? Claim { get; init; }

    /// <summary>Of staff for staff, oldest first.</summary>
    public IReadOnlyList<Note> Notes { get; init; } = [];
}

internal sealed record EarlierDetails(long Revision, AppDetails Details);
