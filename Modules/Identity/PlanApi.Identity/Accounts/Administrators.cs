using Microsoft.AspNetCore.Authorization;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Store;
using PlanApi.BuildingBlocks.Web;

namespace PlanApi.Identity.Accounts;

/// <summary>The one document that says which staff accounts are administrators; every other one is a reviewer.</summary>
internal sealed record AdministratorList
{
    public required string Id { get; init; }
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>Invitations that made an administrator: none does so twice, whatever became of the person since.</summary>
    public IReadOnlyList<string> Granted { get; init; } = [];

    /// <summary>Accounts that ended: nobody makes them administrators at the same moment.</summary>
    public IReadOnlyList<string> Gone { get; init; } = [];
}

/// <summary>Who is an administrator, asked at each request. All changes are updates of one document, whose filters keep one administrator.</summary>
internal sealed class Administrators(IMongoDatabase database) : IModuleDb
{
    private const string Only = "administrators";
    private readonly IMongoCollection<AdministratorList> lists = database.GetCollection<AdministratorList>("identity.administrators");

    public Task EnsureIndexes(CancellationToken ct) => Task.CompletedTask;

    public async Task<IReadOnlyList<string>> All(CancellationToken ct) => (await lists.Find(l => l.Id == Only).FirstOrDefaultAsync(ct))?.Members ?? [];

    public Task<bool> Has(string accountId, CancellationToken ct) => lists.Find(l => l.Id == Only && l.Members.Contains(accountId)).AnyAsync(ct);

    /// <param name="invitation">The invitation that says so, which counts once; null when somebody decides now.</param>
    /// <returns>False when the account is one already, has ended, or the invitation has counted before.</returns>
    public Task<bool> Appoint(string accountId, string? invitation, CancellationToken ct)
    {
        var (filter, update) = (Filter.Eq(l => l.Id, Only) & !Filter.AnyEq(l => l.Gone, accountId) & !Filter.AnyEq(l => l.Members, accountId), Update.AddToSet(l => l.Members, accountId));
        return Change(
            invitation is null ? filter : filter & !Filter.AnyEq(l => l.Granted, invitation),
            invitation is null ? update : update.AddToSet(l => l.Granted, invitation),
            ct);
    }

    /// <returns>False for the last one, and for who is none.</returns>
    public async Task<bool> Dismiss(string accountId, CancellationToken ct) => (await lists.UpdateOneAsync(
        Filter.Eq(l => l.Id, Only) & Filter.AnyEq(l => l.Members, accountId) & AnotherIsLeft, Update.Pull(l => l.Members, accountId), cancellationToken: ct)).ModifiedCount == 1;

    /// <summary>Comes before a staff account ends.</summary>
    /// <returns>False for the last administrator, who stays.</returns>
    public Task<bool> Leave(string accountId, CancellationToken ct) => Change(
        Filter.Eq(l => l.Id, Only) & (!Filter.AnyEq(l => l.Members, accountId) | AnotherIsLeft),
        Update.Pull(l => l.Members, accountId).AddToSet(l => l.Gone, accountId),
        ct);

    private static FilterDefinitionBuilder<AdministratorList> Filter => Builders<AdministratorList>.Filter;

    private static UpdateDefinitionBuilder<AdministratorList> Update => Builders<AdministratorList>.Update;

    private static FilterDefinition<AdministratorList> AnotherIsLeft => Filter.SizeGt(l => l.Members, 1);

    private async Task<bool> Change(FilterDefinition<AdministratorList> filter, UpdateDefinition<AdministratorList> update, CancellationToken ct)
    {
        for (var again = true; ; again = false)
        {
            try
            {
                await lists.UpdateOneAsync(filter, update, new UpdateOptions { IsUpsert = true }, ct);
                return true;
            }
            catch (MongoException e) when (e.IsDuplicateKey())
            {
                // The filter did not let it change; or another made the document just now, and the second try finds it.
                if (!again)
                {
                    return false;
                }
            }
        }
    }
}

internal sealed class AdministratorRequired : IAuthorizationRequirement;

/// <summary>Asks the store, not the cookie: who was an administrator a moment ago is none now.</summary>
internal sealed class CheckAdministrator(Administrators administrators) : AuthorizationHandler<AdministratorRequired>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, AdministratorRequired requirement)
    {
        if (context.User.Identity is { IsAuthenticated: true } && await administrators.Has(context.User.AccountId(), CancellationToken.None))
        {
            context.Succeed(requirement);
        }
    }
}
