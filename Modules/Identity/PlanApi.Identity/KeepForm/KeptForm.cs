using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Security;
using PlanApi.BuildingBlocks.Store;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.SendAgain;
using PlanApi.Identity.Contracts;

namespace PlanApi.Identity.KeepForm;

/// <summary>A form that came after its session had ended, until the same person has signed in again.</summary>
/// <param name="Sealed">The form, encrypted.</param>
internal sealed record KeptForm(string Id, string AccountId, byte[] Sealed, DateTimeOffset ForgetAt);

internal sealed class KeptFormDb(IMongoDatabase database) : IModuleDb
{
    public IMongoCollection<KeptForm> Forms { get; } = database.GetCollection<KeptForm>("identity.keptForms");

    public Task EnsureIndexes(CancellationToken ct) => Forms.Indexes.CreateOneAsync(
        new CreateIndexModel<KeptForm>(Builders<KeptForm>.IndexKeys.Ascending(f => f.ForgetAt), new() { Name = "forget", ExpireAfter = TimeSpan.Zero }),
        cancellationToken: ct);
}

internal sealed class KeptForms(KeptFormDb db, IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);
    private readonly IDataProtector _protector = protection.CreateProtector("PlanApi.Identity.KeptForm");

    /// <summary>Keeps the form of this request for whom its cookie, which opens nothing any more, still names.</summary>
    /// <returns>Where it is to be had after signing in; null when there is nothing to keep.</returns>
    public async Task<string?> Keep(Realm realm, RedirectContext<CookieAuthenticationOptions> context)
    {
        // Test patients have no forms but those of a launch, which ends sooner.
        if (realm == Realm.TestPatient || AccountOf(context) is not { } accountId || await SentForm.Of(context.Request) is not { } form)
        {
            return null;
        }

        var kept = new KeptForm(Secrets.New(), accountId, _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(form)), clock.GetUtcNow() + KeptFor);
        await db.Forms.InsertOneAsync(kept, cancellationToken: context.HttpContext.RequestAborted);
        return ShowKeptForm.PathOf(realm, kept.Id);
    }

    /// <summary>The form, while it is kept and for its own account alone.</summary>
    public async Task<SentForm?> Find(string id, string accountId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await db.Forms.Find(f => f.Id == id && f.AccountId == accountId && f.ForgetAt > now).FirstOrDefaultAsync(ct) is { } kept
            ? JsonSerializer.Deserialize<SentForm>(_protector.Unprotect(kept.Sealed))
            : null;
    }

    private static string? AccountOf(RedirectContext<CookieAuthenticationOptions> context) =>
        context.Options.CookieManager.GetRequestCookie(context.HttpContext, context.Options.Cookie.Name!) is { } cookie
            ? context.Options.TicketDataFormat.Unprotect(cookie)?.Principal.FindFirst(CurrentUser.AccountIdClaim)?.Value
            : null;
}
