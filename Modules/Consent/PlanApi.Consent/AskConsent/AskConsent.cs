using FastEndpoints;
using FluentValidation;
using PlanApi.BuildingBlocks.Smart;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Consent.Apps;
using PlanApi.Consent.Data;
using PlanApi.Identity.Contracts;

namespace PlanApi.Consent.AskConsent;

/// <summary>What the consent page shows.</summary>
public sealed record AskConsentView(
    string Path, AppCard App, string PatientId, string PatientName, bool Sandbox, IReadOnlyList<CategoryChoice> Categories, bool AsksForOffline, bool Offline, string Duration, GrantedBefore? Before, FormErrors Errors);

/// <summary>What stands already, whose place the answer takes.</summary>
/// <param name="Until">When it ends by itself; null for never.</param>
public sealed record GrantedBefore(DateTimeOffset At, DateTimeOffset? Until, IReadOnlyList<string> Data);

/// <summary>A data category that the app asks for, with the scopes behind it.</summary>
public sealed record CategoryChoice(string Key, string Title, string Meaning, string Scopes, bool Ticked);

internal static class AskConsent
{
    private const string AllowChoice = "allow";
    private const string DenyChoice = "deny";

    public const string Ticked = "true";

    public sealed record Form
    {
        public string Decision { get; init; } = "";

        /// <summary>Whose data the page named: in another window the person may have picked someone else since.</summary>
        public string Patient { get; init; } = "";
        public List<string> Categories { get; init; } = [];
        public string Duration { get; init; } = "";

        /// <summary><see cref="Ticked"/>, or anything else for no: a text, so that nonsense is no more than unticked.</summary>
        public string Offline { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules()
        {
            RuleFor(f => f.Decision).Must(d => d is AllowChoice or DenyChoice).Says(static () => Texts.Say("Choose Allow or Deny"));
            When(f => f.Decision == AllowChoice, () =>
            {
                RuleFor(f => f.Duration).Must(d => Enum.TryParse<GrantDuration>(d, out var value) && Enum.IsDefined(value)).Says(static () => Texts.Say("Choose how long the app may read the data"));
            });
        }
    }

    public sealed class Show(ConsentRequests requests, Grants.Grants grants, KnownApps apps) : ShowConsent(requests, grants, apps, sandbox: false);

    public sealed class ShowInSandbox(ConsentRequests requests, Grants.Grants grants, KnownApps apps) : ShowConsent(requests, grants, apps, sandbox: true);

    public sealed class Submit(ConsentRequests requests, Grants.Grants grants, KnownApps apps) : SubmitConsent(requests, grants, apps, sandbox: false);

    public sealed class SubmitInSandbox(ConsentRequests requests, Grants.Grants grants, KnownApps apps) : SubmitConsent(requests, grants, apps, sandbox: true);

    public abstract class ShowConsent(ConsentRequests requests, Grants.Grants grants, KnownApps apps, bool sandbox) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(sandbox ? ConsentPaths.Sandbox : ConsentPaths.Production);
            Policies(sandbox ? SignInPolicies.SandboxAuthorize : SignInPolicies.Member);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var request = await requests.Find(Route<string>("id")!, sandbox, User.AccountIds(), ct);
            await Send.ResultAsync(request switch
            {
                null => ConsentPages.Ended,
                { State: not RequestState.Asked } => new SeeOtherResult(request.ReturnPath),
                { PatientId: null } => new SeeOtherResult(ConsentPaths.PickOf(sandbox, request.Id)),
                _ => await ConsentPages.Question(request, grants, apps, new Form { Categories = [.. ConsentPages.CategoryKeys(request)], Duration = nameof(GrantDuration.Year), Offline = Ticked }, FormErrors.None, ct),
            });
        }
    }

    public abstract class SubmitConsent(ConsentRequests requests, Grants.Grants grants, KnownApps apps, bool sandbox) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(sandbox ? ConsentPaths.Sandbox : ConsentPaths.Production);
            Policies(sandbox ? SignInPolicies.SandboxAuthorize : SignInPolicies.Member);
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            var request = await requests.Find(Route<string>("id")!, sandbox, User.AccountIds(), ct);
            if (request is null)
            {
                await Show(ConsentPages.Ended);
                return;
            }

            // A second press finds the answer given and goes on like the first.
            if (request.State != RequestState.Asked)
            {
                await GoOn(request);
            }
            else if (request.PatientId is null)
            {
                await SeeOther(ConsentPaths.PickOf(sandbox, request.Id));
            }
            else if (form.Decision == DenyChoice)
            {
                await requests.Deny(request, ct);
                await GoOn(request);
            }
            else if (form.Decision == AllowChoice && form.Patient != request.PatientId)
            {
                await SeeOther(ConsentPaths.Of(sandbox, request.Id));
            }
            else
            {
                await Allow(request, form, ct);
            }
        }

        private async Task Allow(StoredRequest request, Form form, CancellationToken ct)
        {
            var scopes = Kept(request, form);
            if (ScopeSet.Of(request.Scopes).OpensData && !scopes.OpensData)
            {
                AddError(f => f.Categories, Texts.Say("Leave at least one kind of data ticked, or choose Deny"));
            }

            if (ValidationFailed)
            {
                await Show(await ConsentPages.Question(request, grants, apps, form, Errors, ct));
                return;
            }

            var duration = Enum.Parse<GrantDuration>(form.Duration);
            var lasting = form.Offline == Ticked && duration != GrantDuration.Once;
            await requests.Allow(request, [.. scopes.Where(s => lasting || !IsLasting(s)).Select(s => s.Text)], lasting && scopes.Any(IsLasting), duration, ct);
            await GoOn(request);
        }

        private Task GoOn(StoredRequest request) => Show(Html.Page<ContinuePage, ContinueView>(new(request.ReturnPath)));

        /// <summary>What was asked, without the categories that were unticked.</summary>
        private static ScopeSet Kept(StoredRequest request, Form form) =>
            ScopeSet.Of(request.Scopes).Where(s => s.Category is null || form.Categories.Contains(s.Category.Key));

        private static bool IsLasting(Scope scope) => scope.Text is Scope.OfflineAccess or Scope.OnlineAccess;
    }
}
