using Microsoft.AspNetCore.Http;
using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Enrollment.Contracts;
using PlanApi.Identity.Contracts;
using PlanApi.ProductionReview.Data;
using PlanApi.ProductionReview.Details;
using PlanApi.ProductionReview.KeptReasons;
using PlanApi.ProductionReview.RunPreFlight;

namespace PlanApi.ProductionReview.ReviewRequest;

/// <summary>Puts a request's page together, for the first look and after a decision that could not be taken.</summary>
internal sealed class RequestPages(ReviewDb db, PreFlights preFlights, KeptReasonStore reasons, ISandboxApps apps, IVendorOrganizations organizations, IAccounts accounts, TimeProvider clock)
{
    /// <summary>How much of a kept reason a list of them shows.</summary>
    private const int ShownOfReason = 80;

    /// <param name="me">The account that looks.</param>
    /// <param name="seen">The revision that the reviewer wanted to decide on; what changed since is shown.</param>
    public async Task<IResult> Of(string requestId, string me, long? seen, Typed typed, FormErrors errors, CancellationToken ct)
    {
        if (await db.Requests.Find(r => r.Id == requestId).FirstOrDefaultAsync(ct) is not { } request)
        {
            return Html.NotFound;
        }

        var live = await db.LiveApps.Find(a => a.Id == request.AppId).FirstOrDefaultAsync(ct);
        var requests = await db.Requests.Find(r => r.AppId == request.AppId).ToListAsync(ct);
        var pending = request.State == RequestState.Pending;
        var app = pending ? await apps.Find(request.AppId, ct) : null;
        var preFlight = pending ? await preFlights.Find(request.AppId, ct) : null;
        return Html.Page<ReviewRequestPage, ReviewRequestView>(
            new(request.Id, request.Details.Name, request.Revision, pending, InWords(request), ToneOf(request.State), request.SentAt, request.ChangedAt,
                await VendorOf(request, ct), DetailRowView.Of(request.Details, pending ? live?.Details : null), ChangedSince(request, seen),
                ForProduction.Missing(request.Details), ForProduction.Recommended(request.Details), await SameName(request, ct), DecisionsAbout(requests, live),
                pending && request.Claim is { } claim ? new ClaimView(claim.AccountId, claim.Name, claim.At, claim.AccountId == me) : null,
                pending ? PreFlightView.Of(preFlight, ReviewPaths.Review(request.Id), request.Revision, clock.GetUtcNow()) : null,
                preFlight?.Use is { } use
                    ? new(use.Launches, use.OwnStarts, use.Tokens, use.Refreshes, use.Calls, use.Refused, use.Patients, use.Types, use.First, use.Last)
                    : null,
                [.. requests.SelectMany(r => r.Notes).OrderByDescending(n => n.At).Select(n => new NoteView(n.Name, n.At, n.Text))],
                pending ? await KeptReasons(ct) : [],
                new(app?.LogoHash ?? "", pending ? app?.LogoFolder : request.Logo?.Folder, pending && live is not null, live?.Logo?.Folder, (live?.Logo?.Hash ?? "") != (app?.LogoHash ?? "")),
                typed, errors),
            errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static string InWords(ProductionRequest request) => request.State == RequestState.Pending ? "Waiting" : $"{request.State}";

    private static string ToneOf(RequestState state) => state switch
    {
        RequestState.Pending => "waiting",
        RequestState.Approved => "good",
        RequestState.Rejected => "bad",
        _ => "neutral",
    };

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

    private static IReadOnlyList<PastDecisionView> DecisionsAbout(List<ProductionRequest> requests, LiveApp? live) =>
    [
        .. requests.Select(r => r.Decision).OfType<Decision>().Concat(live?.Decisions ?? []).OrderByDescending(d => d.At)
            .Select(PastDecisionView.Of),
    ];

    private async Task<IReadOnlyList<Choice>> KeptReasons(CancellationToken ct) =>
        [new("", "None"), .. (await reasons.All(ct)).Select(r => new Choice(r.Id, r.Text.Length > ShownOfReason ? $"{r.Text[..ShownOfReason]}…" : r.Text))];
}
