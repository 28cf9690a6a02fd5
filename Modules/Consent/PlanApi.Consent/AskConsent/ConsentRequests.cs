using MongoDB.Driver;
using PlanApi.BuildingBlocks.Security;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Consent.Contracts;
using PlanApi.Consent.Data;

namespace PlanApi.Consent.AskConsent;

/// <summary>Questions to people, from being asked to the answer being taken. Each step names in its filter what must still hold.</summary>
internal sealed class ConsentRequests(ConsentDb db, Grants.Grants grants, TimeProvider clock) : IConsentRequests
{
    /// <summary>How long a person may take, and how long an answer waits to be taken.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public async Task<string> Ask(NewConsentRequest request, CancellationToken ct)
    {
        var patientId = request.Patients is [var only] ? only.PatientId : null;
        var stored = new StoredRequest(
            Secrets.New(), RequestState.Asked, request.Sandbox, request.ClientId, request.AccountId, request.OrganizationId, request.Patients, patientId,
            request.Scopes, request.RequestHash, request.ReturnTo, clock.GetUtcNow() + Lifetime);
        await db.Requests.InsertOneAsync(stored, cancellationToken: ct);
        return ConsentPaths.Of(stored.Sandbox, stored.Id);
    }

    /// <summary>The request, while it is this account's and has not run out; null otherwise, without saying which.</summary>
    public async Task<StoredRequest?> Find(string id, bool sandbox, IReadOnlyCollection<string> accountIds, CancellationToken ct)
    {
        var request = await db.Requests.Find(r => r.Id == id).FirstOrDefaultAsync(ct);
        return request is not null && request.Sandbox == sandbox && accountIds.Contains(request.AccountId) && request.ExpiresAt > clock.GetUtcNow() ? request : null;
    }

    public Task PickPatient(StoredRequest request, string patientId, CancellationToken ct) =>
        db.Requests.UpdateOneAsync(StillAsked(request), Builders<StoredRequest>.Update.Set(r => r.PatientId, patientId), cancellationToken: ct);

    public Task Allow(StoredRequest request, IReadOnlyList<string> scopes, bool offline, GrantDuration duration, CancellationToken ct) =>
        db.Requests.UpdateOneAsync(
            // The patient is part of the answer: one picked in another window meanwhile is not what the person saw.
            StillAsked(request) & Builders<StoredRequest>.Filter.Eq(r => r.PatientId, request.PatientId),
            Builders<StoredRequest>.Update
                .Set(r => r.State, RequestState.Allowed)
                .Set(r => r.AllowedScopes, scopes)
                .Set(r => r.Offline, offline)
                .Set(r => r.Duration, duration),
            cancellationToken: ct);

    public Task Deny(StoredRequest request, CancellationToken ct) =>
        db.Requests.UpdateOneAsync(StillAsked(request), Builders<StoredRequest>.Update.Set(r => r.State, RequestState.Denied), cancellationToken: ct);

    public async Task<ConsentAnswer?> TakeAnswer(string consentId, bool sandbox, string clientId, string accountId, string requestHash, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var answered = await db.Requests.FindOneAndUpdateAsync<StoredRequest>(
            r => r.Id == consentId && r.Sandbox == sandbox && r.ClientId == clientId && r.AccountId == accountId && r.RequestHash == requestHash
                && r.ExpiresAt > now && (r.State == RequestState.Allowed || r.State == RequestState.Denied),
            Builders<StoredRequest>.Update.Set(r => r.State, RequestState.Taken),
            new FindOneAndUpdateOptions<StoredRequest> { ReturnDocument = ReturnDocument.Before },
            ct);
        return answered?.State switch
        {
            RequestState.Allowed => new ConsentAnswer.Allowed(await grants.Give(ToGrant(answered, now), ct)),
            RequestState.Denied => new ConsentAnswer.Denied(),
            _ => null,
        };
    }

    private static StoredGrant ToGrant(StoredRequest answer, DateTimeOffset now) => new(
        NewId.At(now),
        StoredGrant.KeyOf(answer.Sandbox, answer.AccountId, answer.PatientId!, answer.ClientId),
        GrantState.Live,
        answer.Sandbox,
        answer.ClientId,
        answer.AccountId,
        answer.PatientId!,
        answer.OrganizationId,
        answer.AllowedScopes,
        answer.Offline,
        now,
        answer.Duration switch
        {
            GrantDuration.Once => now.AddHours(1),
            GrantDuration.NinetyDays => now.AddDays(90),
            GrantDuration.Year => now.AddYears(1),
            GrantDuration.UntilRevoked => null,
            _ => throw new ArgumentOutOfRangeException(nameof(answer)),
        })
    {
        Once = answer.Duration is GrantDuration.Once,
    };

    private static FilterDefinition<StoredRequest> StillAsked(StoredRequest request) =>
        Builders<StoredRequest>.Filter.Where(r => r.Id == request.Id && r.State == RequestState.Asked);
}
