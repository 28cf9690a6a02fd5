using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using PlanApi.BuildingBlocks.Smart;
using PlanApi.Consent.Contracts;
using PlanApi.Identity.Contracts;
using PlanApi.Identity.OAuth.Branches;
using PlanApi.Identity.OAuth.Stores;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PlanApi.Identity.OAuth.Authorize;

/// <summary>
/// Decides a valid authorization request: who is signed in, whose record, what was allowed. It runs anew each time the browser comes back
/// from sign-in or consent, so nothing that changed meanwhile is missed.
/// </summary>
internal sealed class DecideAuthorization(
    CurrentBranch branch,
    OAuthApps apps,
    SignedInPeople people,
    IAccounts accounts,
    PatientChoices choices,
    LaunchContexts.LaunchContexts launches,
    IGrants grants,
    IConsentRequests consents,
    CodePrincipal principals,
    TimeProvider clock)
{
    public async Task<AuthorizeOutcome> Decide(HttpContext http, OpenIddictRequest request, string returnTo, CancellationToken ct)
    {
        if (await apps.Find(request.ClientId!, ct) is not { } app)
        {
            return new AuthorizeOutcome.Refuse(Errors.UnauthorizedClient, "The app may not ask for authorization.");
        }

        var launch = (string?)request.GetParameter(Scope.Launch);
        var person = await people.Find(http, launch is null ? null : await launches.AccountOf(launch, branch.Value.Sandbox, app.ClientId, ct));
        if (person is null || MustSignInAgain(request, person))
        {
            return request.HasPromptValue(PromptValues.None)
                ? new AuthorizeOutcome.Refuse(Errors.LoginRequired, "Nobody is signed in.")
                : new AuthorizeOutcome.SignIn(Again: person is not null);
        }

        if (branch.Value.Sandbox && person.OrganizationId != app.OrganizationId)
        {
            return new AuthorizeOutcome.Refuse(Errors.AccessDenied, "In the sandbox, only people and test patients of the app's own organization may sign in.");
        }

        return await accounts.Find(person.AccountId, ct) is { Disabled: false }
            ? await DecidePatient(new Asked(request, app, person, launch, RequestHash.Of(request), returnTo), ct)
            : new AuthorizeOutcome.Refuse(Errors.AccessDenied, "The account is disabled.");
    }

    private bool MustSignInAgain(OpenIddictRequest request, Person person) =>
        request.HasPromptValue(PromptValues.Login) || (request.MaxAge is { } seconds && person.SignedInAt.AddSeconds(seconds) < clock.GetUtcNow());

    private async Task<AuthorizeOutcome> DecidePatient(Asked asked, CancellationToken ct)
    {
        var patients = await choices.Of(asked.Person, ct);
        if (asked.Launch is not null)
        {
            var patientId = await launches.Take(asked.Launch, branch.Value.Sandbox, asked.App.ClientId, asked.Person.AccountId, asked.Hash, ct);
            patients = [.. patients.Where(p => p.PatientId == patientId)];
            if (patients.Count == 0)
            {
                return new AuthorizeOutcome.Refuse(Errors.InvalidRequest, "The launch has expired, was used before, or belongs to someone else.");
            }
        }

        if (patients.Count == 0)
        {
            return new AuthorizeOutcome.NoPatient();
        }

        return await TakeAnswer(asked, ct) switch
        {
            ConsentAnswer.Denied => new AuthorizeOutcome.Refuse(Errors.AccessDenied, "The person did not allow it."),
            ConsentAnswer.Allowed { Grant: var grant } when patients.FirstOrDefault(p => p.PatientId == grant.PatientId) is { } patient =>
                await Issue(asked, patient, grant, ct),
            _ => await IssueAgainOrAsk(asked, patients, ct),
        };
    }

    private async Task<ConsentAnswer?> TakeAnswer(Asked asked, CancellationToken ct) =>
        (string?)asked.Request.GetParameter(RequestHash.ConsentId) is { Length: > 0 } consentId
            ? await consents.TakeAnswer(consentId, branch.Value.Sandbox, asked.App.ClientId, asked.Person.AccountId, asked.Hash, ct)
            : null;

    private async Task<AuthorizeOutcome> IssueAgainOrAsk(Asked asked, IReadOnlyList<PatientChoice> patients, CancellationToken ct)
    {
        if (patients is [var patient] && asked.MayReturnSilently
            && await grants.FindLive(branch.Value.Sandbox, asked.Person.AccountId, patient.PatientId, asked.App.ClientId, ct) is { Once: false } grant
            // What people agreed to was the app as it was described to them then.
            && !(asked.App.ApprovedAt > grant.GrantedAt)
            && asked.Scopes.IsWithin(ScopeSet.Of(grant.Scopes)))
        {
            return await Issue(asked, patient, grant, ct);
        }

        return asked.Request.HasPromptValue(PromptValues.None)
            ? new AuthorizeOutcome.Refuse(Errors.ConsentRequired, "The person must be asked.")
            : new AuthorizeOutcome.Ask(await consents.Ask(asked.ForConsent(branch.Value.Sandbox, patients), ct));
    }

    private async Task<AuthorizeOutcome> Issue(Asked asked, PatientChoice patient, Grant grant, CancellationToken ct) =>
        asked.Launch is null || await launches.TryComplete(asked.Launch, ct)
            ? new AuthorizeOutcome.Issue(principals.For(asked.App, asked.Person, patient, grant, asked.Scopes.Intersect(ScopeSet.Of(grant.Scopes))))
            : new AuthorizeOutcome.Refuse(Errors.InvalidRequest, "The launch was used before.");

    private sealed record Asked(OpenIddictRequest Request, OAuthApp App, Person Person, string? Launch, string Hash, string ReturnTo)
    {
        /// <summary>What the app asked and may have; <c>launch</c> means nothing without a launch.</summary>
        public ScopeSet Scopes { get; } = ScopeSet.Parse(Request.Scope).Intersect(App.Scopes).Where(s => s.Text != Scope.Launch || Launch is not null);

        /// <summary>Anyone can claim to be a public app on loopback or a private-use scheme (RFC 8252, 8.6): those are always confirmed.</summary>
        public bool MayReturnSilently => !Request.HasPromptValue(PromptValues.Consent)
            && (App.Confidential || Request.RedirectUri!.StartsWith("https://", StringComparison.OrdinalIgnoreCase));

        public NewConsentRequest ForConsent(bool sandbox, IReadOnlyList<PatientChoice> patients) =>
            new(sandbox, App.ClientId, Person.AccountId, Person.OrganizationId, patients, [.. Scopes.Select(s => s.Text)], Hash, ReturnTo);
    }
}
