using System.Security.Claims;
using OpenIddict.Abstractions;
using PlanApi.BuildingBlocks.Smart;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Consent.Contracts;
using PlanApi.Identity.OAuth.AccessTokens;
using PlanApi.Identity.OAuth.Branches;
using PlanApi.Identity.OAuth.Data;
using PlanApi.Identity.OAuth.Stores;
using PlanApi.Identity.OAuth.Subjects;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PlanApi.Identity.OAuth.Authorize;

/// <summary>What an authorization code says: everything that the tokens made from it will.</summary>
internal sealed class CodePrincipal(CurrentBranch branch, SubjectIds subjects, TimeProvider clock)
{
    public ClaimsPrincipal For(OAuthApp app, Person person, PatientChoice patient, Grant grant, ScopeSet scopes)
    {
        var namesFhirUser = PatientChoices.IsFhirUser(patient);
        var granted = scopes.Where(s => s.Text != Scope.FhirUser || namesFhirUser);
        var identity = new ClaimsIdentity("OAuth", Claims.Name, Claims.Role)
            .SetClaim(Claims.Subject, subjects.Of(app.ClientId, person.AccountId))
            .SetClaim(Claims.AuthenticationTime, person.SignedInAt.ToUnixTimeSeconds())
            .SetClaim(AccessTokenClaims.Account, person.AccountId)
            .SetClaim(AccessTokenClaims.Session, person.SessionId)
            .SetClaim(AccessTokenClaims.Stamp, person.Stamp)
            .SetClaim(AccessTokenClaims.SignInEnds, person.SignInEnds.ToUnixTimeSeconds())
            .SetClaim(AccessTokenClaims.Patient, patient.PatientId)
            .SetClaim(AccessTokenClaims.Organization, branch.Value.Sandbox ? person.OrganizationId : null)
            .SetClaim(AccessTokenClaims.FhirUser, granted.Contains(Scope.FhirUser) ? $"{branch.Value.FhirBase}/Patient/{patient.PatientId}" : null);
        identity.SetScopes(granted.Select(s => s.Text));
        identity.SetResources(branch.Value.FhirBase);
        identity.SetAuthorizationId(OAuthAuthorization.IdOf(grant.GrantId, NewId.From(clock)));
        identity.SetDestinations(DestinationsOf);
        return new ClaimsPrincipal(identity);
    }

    // Whatever is not named here stays inside codes and refresh tokens.
    private static IEnumerable<string> DestinationsOf(Claim claim) => claim.Type switch
    {
        AccessTokenClaims.Patient or AccessTokenClaims.Organization => [Destinations.AccessToken],
        AccessTokenClaims.FhirUser => [Destinations.AccessToken, Destinations.IdentityToken],
        Claims.AuthenticationTime => [Destinations.IdentityToken],
        _ => [],
    };
}
