using System.Collections.Immutable;
using PlanApi.Consent.Contracts;
using PlanApi.Identity.OAuth.Branches;
using PlanApi.Identity.OAuth.Data;
using PlanApi.Identity.OAuth.Subjects;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PlanApi.Identity.OAuth.Stores;

/// <summary>Live grants of the branch at hand: what was revoked, replaced or has expired is not there, and its tokens are refused.</summary>
internal sealed class AuthorizationStore(CurrentBranch branch, IGrants grants, SubjectIds subjects) : ReadOnlyAuthorizationStore
{
    public override async ValueTask<OAuthAuthorization?> FindByIdAsync(string identifier, CancellationToken cancellationToken) =>
        await grants.FindLive(OAuthAuthorization.GrantIdOf(identifier), cancellationToken) is { } grant && grant.Sandbox == branch.Value.Sandbox
            ? new OAuthAuthorization(identifier, grant)
            : null;

    public override ValueTask<string?> GetIdAsync(OAuthAuthorization authorization, CancellationToken cancellationToken) => new(authorization.Id);

    public override ValueTask<string?> GetApplicationIdAsync(OAuthAuthorization authorization, CancellationToken cancellationToken) => new(authorization.Grant.ClientId);

    public override ValueTask<string?> GetSubjectAsync(OAuthAuthorization authorization, CancellationToken cancellationToken) =>
        new(subjects.Of(authorization.Grant.ClientId, authorization.Grant.AccountId));

    public override ValueTask<string?> GetStatusAsync(OAuthAuthorization authorization, CancellationToken cancellationToken) => new(Statuses.Valid);

    public override ValueTask<string?> GetTypeAsync(OAuthAuthorization authorization, CancellationToken cancellationToken) => new(AuthorizationTypes.Permanent);

    public override ValueTask<DateTimeOffset?> GetCreationDateAsync(OAuthAuthorization authorization, CancellationToken cancellationToken) => new(authorization.Grant.GrantedAt);

    public override ValueTask<ImmutableArray<string>> GetScopesAsync(OAuthAuthorization authorization, CancellationToken cancellationToken) =>
        new([.. authorization.Grant.Scopes]);
}
