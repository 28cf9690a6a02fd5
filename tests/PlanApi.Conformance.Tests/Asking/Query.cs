using PlanApi.Conformance.Tests.Guides;
using PlanApi.Conformance.Tests.Records;

namespace PlanApi.Conformance.Tests.Asking;

/// <summary>One parameter of a search with its values: any of them.</summary>
/// <param name="Name">As in the URL, with a modifier.</param>
/// <param name="Matches">Whether a record has one of the values.</param>
internal sealed record Condition(string Name, string Text, Func<Loaded, bool> Matches)
{
    public static Condition Of(Definition parameter, params IReadOnlyList<Value> anyOf) => Of(parameter, "", anyOf);

    public static Condition Of(Definition parameter, string modifier, IReadOnlyList<Value> anyOf) => new(
        parameter.Name + modifier,
        string.Join(',', anyOf.Select(v => v.Text)),
        record => record.Values(parameter).Any(value => anyOf.Any(asked => asked.Matches(value))));

    /// <summary>Every resource was written since, or none before.</summary>
    public static Condition Written(string prefix) => new("_lastUpdated", prefix + "2000-01-01", _ => prefix == "ge");
}

/// <summary>A search: all of its conditions must hold.</summary>
internal sealed record Query(string Type, IReadOnlyList<Condition> Conditions, string Patient = World.Member)
{
    public string Url => $"{Type}?{string.Join('&', Conditions.Select(c => $"{c.Name}={Uri.EscapeDataString(c.Text)}"))}&_count=250";

    /// <summary>What must be found, no more and no less, of what was loaded.</summary>
    public IReadOnlySet<string> Expected(World world) => world.Of(Type)
        .Where(r => (Type != "Patient" || r.Id == Patient) && Conditions.All(c => c.Matches(r)))
        .Select(r => r.Reference).ToHashSet(StringComparer.Ordinal);

    /// <summary>Asks, and tells what is wrong with the answer; null when nothing is.</summary>
    public async Task<string?> Check(Server server)
    {
        var answer = await server.Ask(Url, Patient);
        if (answer.Refusal is { } refusal)
            return $"{Url}: {refusal}";
        var lost = Conditions.Select(c => c.Name).Where(n => !answer.Understood.Contains(n)).Distinct().ToList();
        if (lost.Count > 0)
            return $"{Url}: the self link leaves out {string.Join(", ", lost)}";
        var expected = Expected(server.World);
        var (missing, extra) = (expected.Except(answer.Matches.Keys).Order(StringComparer.Ordinal).ToList(), answer.Matches.Keys.Except(expected).Order(StringComparer.Ordinal).ToList());
        return missing.Count + extra.Count == 0 ? null : $"{Url}: {Some("not found", missing)}{Some("found wrongly", extra)}";
    }

    private static string Some(string what, List<string> references) =>
        references.Count == 0 ? "" : $"{what} {references.Count} ({string.Join(", ", references.Take(3))}) ";
}
