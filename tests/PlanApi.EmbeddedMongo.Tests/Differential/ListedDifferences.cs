namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>A difference that stays: what it is, the page of MongoDB's manual or the file of its server that decides it, and the answers that it covers.</summary>
internal sealed record Listed(string What, string Decides, Func<Difference, bool> Covers);

/// <summary>
/// Where DocumentDB, which tests/second-store starts, answers otherwise than MongoDB does: there the embedded store follows MongoDB. On a MongoDB none of these is needed.
/// </summary>
internal static class ListedDifferences
{
    private static readonly Listed[] All = [.. ListedRefusals.All, .. ListedResults.All, .. ListedChanges.All];

    /// <summary>The one that covers the difference. An internal error (1) and what the embedded store does not do (238) are never covered.</summary>
    public static Listed? Of(Difference difference) => difference.Ours.Codes.Any(c => c is 1 or 238) ? null : Array.Find(All, l => l.Covers(difference));
}
