using MongoDB.Driver;
using PlanApi.BuildingBlocks.Outbox;
using PlanApi.BuildingBlocks.Security;
using PlanApi.BuildingBlocks.Store;
using PlanApi.BuildingBlocks.Web.Languages;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.Identity.ActivateMember;

/// <summary>Someone asked for an account with a member's details. Stored whether or not they fit anyone, and forgotten after a day.</summary>
internal sealed record Activation : Aggregate
{
    public required string Id { get; init; }

    /// <summary>What was typed, until a job has looked for the member.</summary>
    public MemberDetails? Details { get; init; }

    /// <summary>What was typed with a letter at hand; null without one.</summary>
    public LetterClaim? Letter { get; init; }

    /// <summary>Who it was; null before that, and when it fits nobody who may have an account.</summary>
    public MatchedMember? Member { get; init; }

    /// <summary>Of the page it was asked on, for the mail and the account.</summary>
    public string Language { get; init; } = "";

    public required DateTimeOffset ExpiresAt { get; init; }

    public required DateTimeOffset ForgetAt { get; init; }
}

/// <summary>The code of a letter as <see cref="Letters.TokenOf"/> has it, and the address that its reader wants.</summary>
internal sealed record LetterClaim(string CodeToken, string Email);

internal sealed record ActivationAsked(string ActivationId);

internal sealed class ActivationDb(IMongoDatabase database) : IModuleDb
{
    public const string ActivationsName = "identity.activations";

    public IMongoCollection<Activation> Activations { get; } = database.GetCollection<Activation>(ActivationsName);

    public Task EnsureIndexes(CancellationToken ct) => Activations.Indexes.CreateOneAsync(
        new CreateIndexModel<Activation>(Builders<Activation>.IndexKeys.Ascending(a => a.ForgetAt), new() { Name = "forget", ExpireAfter = TimeSpan.Zero }), cancellationToken: ct);
}

internal sealed class Activations(ActivationDb db, TimeProvider clock)
{
    /// <summary>Has a job look for the member.</summary>
    /// <returns>The id. Whoever holds it may try codes: it is a secret of this browser, and sorts by nothing.</returns>
    public async Task<string> Ask(MemberDetails details, LetterClaim? letter, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var activation = new Activation
        {
            Id = Secrets.New(),
            Details = details,
            Letter = letter,
            Language = Language.Current,
            ExpiresAt = now + ActivationCodes.GoodFor,
            ForgetAt = now.AddDays(1),
        };
        await db.Activations.InsertOneAsync(activation.Tell(now, new ActivationAsked(activation.Id)), cancellationToken: ct);
        return activation.Id;
    }
}

/// <summary>
/// The codes in activation mails: eight digits that follow from the master key, so that none is stored. A code is worth five tries, for an hour.
/// </summary>
internal sealed class ActivationCodes(MasterKey masterKey)
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);
    private const string Purpose = "identity.activate-member";

    public string Of(Activation activation) =>
        (BitConverter.ToUInt64(masterKey.Derive($"{Purpose}/{activation.Id}/{activation.Member!.PatientId}")) % 100_000_000).ToString("00000000", System.Globalization.CultureInfo.InvariantCulture);
}
