using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>Says two conditions on parameters that are indexed as a pair (<see cref="ResourceDeclaration.Pairs"/>) as one on the pair.</summary>
internal static class Pairing
{
    /// <summary>More values than this are not read as ranges of an index.</summary>
    private const int MostPairs = 4000;

    public static void Join(List<Criterion> criteria, string token, string reference)
    {
        if (Of(criteria, token) is not { } one || Of(criteria, reference) is not { } other || one.Entries.Count * other.Entries.Count > MostPairs)
            return;
        criteria.Remove(one);
        criteria.Remove(other);
        criteria.Add(new Criterion.Exact([.. one.Entries.SelectMany(_ => other.Entries, Entry.Pair)]));
    }

    private static Criterion.Exact? Of(List<Criterion> criteria, string parameter) =>
        criteria.OfType<Criterion.Exact>().FirstOrDefault(c => c.Entries.All(e => Entry.IsPaired(e, parameter)));
}
