using Microsoft.AspNetCore.Http;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Enrollment.Contracts;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Data;
using PlanApi.ProductionReview.Details;

namespace PlanApi.ProductionReview.ReviewRequest;

/// <summary>Puts a request's page together, for the first look and after a decision that could not be taken.</summary>
internal sealed class RequestPages(ReviewDb db, IVendorOrganizations organizations, IAccounts accounts)
{
    /// <param name="seen">The revision that the reviewer wanted to decide on; what changed since is shown.</param>
    public async Task<IResult> Of(string requestId, long? seen, RejectionView rejection, FormErrors errors, CancellationToken ct)
    {
        if (await db.Requests.Find(r => r.Id == requestId).FirstOrDefaultAsync(ct) is not { } request)
        {
            return Html.NotFound;
        }

        var live = await db.LiveApps.Find(a => a.Id == request.AppId).FirstOrDefaultAsync(ct);
        return Html.Page<ReviewRequestPage, ReviewRequestView>(
            new(request.Id, request.Details.Name, request.Revision, request.State == RequestState.Pending, InWords(request), request.SentAt, request.ChangedAt,
                await VendorOf(request, ct), DetailRowView.Of(request.Details, request.State == RequestState.Pending ? live?.Details : null), ChangedSince(request, seen),
                ForProduction.Missing(request.Details), ForProduction.Recommended(request.Details), await SameName(request, ct), await DecisionsAbout(request.AppId, live, ct),
                rejection, errors),
            errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static string InWords(ProductionRequest request) => request.State == RequestState.Pending ? "Waiting" : $"{request.State}";

    private static IReadOnlyList<DetailRowView> ChangedSince(ProductionRequest request, long? seen) =>
        request.Earlier.FirstOrDefault(e => e.Revision == seen) is { } earlier
            ? [.. DetailRowView.Of(request.Details, earlier.Details).Where(r => r.Changed)]
            : [];

    private async Task<VendorView> VendorOf(ProductionRequest request, CancellationToken ct)
    {
        var organization = await organizations.Find(request.OrganizationId, ct);
        var contact = await accounts.ContactFor(request.CreatedBy, request.OrganizationId, ct);
        return new(
            organization?.LegalName ?? "Unknown", organization?.Website ?? "", organization?.Country ?? "Unknown",
            contact is null ? "Nobody has an account any more" : $"{contact.DisplayName}, {contact.Email}");
    }

    private async Task<IReadOnlyList<string>> SameName(ProductionRequest request, CancellationToken ct)
    {
        var key = LiveApp.KeyOf(request.Details.Name);
        var others = await db.LiveApps.Find(a => a.NameKey == key && a.OrganizationId != request.OrganizationId).ToListAsync(ct);
        return [.. others.Select(a => $"{a.Details.Name} of {a.Details.OrganizationName}")];
    }

    private async Task<IReadOnlyList<PastDecisionView>> DecisionsAbout(string appId, LiveApp? live, CancellationToken ct)
    {
        var requests = await db.Requests.Find(r => r.AppId == appId).ToListAsync(ct);
        return
        [
            .. requests.Select(r => r.Decision).OfType<Decision>().Concat(live?.Decisions ?? []).OrderByDescending(d => d.At)
                .Select(d => new PastDecisionView($"{d.Kind}", d.Name, d.At, Criterion.Find(d.Criterion)?.Title, d.Reason)),
        ];
    }
}
