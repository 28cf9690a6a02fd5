using PlanApi.Conformance.Tests.Asking;
using PlanApi.Conformance.Tests.Guides;
using PlanApi.Conformance.Tests.Records;

namespace PlanApi.Conformance.Tests;

/// <summary>Includes and reverse includes: exactly what is referred to, or refers, comes along.</summary>
public sealed class IncludeTests(ConformanceHost host)
{
    [Theory, MemberData(nameof(Groups.Guides), MemberType = typeof(Groups))]
    public async Task What_a_match_refers_to_is_included(string name)
    {
        var (guide, server, findings) = (Guide.Named(name), await host.For(Guide.Named(name)), new Findings());
        var includes = Capability.Of(guide).SelectMany(c => c.Includes).Concat(ProfileGroup.Of(guide).SelectMany(g => g.Includes)).Distinct()
            .Where(i => server.Types.ContainsKey(i.Split(':')[0]));
        await findings.Collect(includes, async include =>
        {
            var parts = include.Split(':');
            var parameters = (parts[1] == "*" ? All(guide, parts[0]) : [Definition.Of(guide, parts[0], parts[1])]).ToList();
            var target = parts.Length == 3 ? parts[2] : null;
            var record = server.World.Of(parts[0]).OrderByDescending(r => Targets(server.World, r, parameters, target).Count()).FirstOrDefault();
            if (record is null)
                return $"{include}: no loaded resource has it";
            var expected = Targets(server.World, record, parameters, target).Where(t => t != record.Reference && Visible(t));
            var url = $"{parts[0]}?_id={record.Id}&_include={include}";
            // A star means at least what the guide names.
            return Compare(url, expected, await server.Ask(url), parts[1] == "*");
        });
        findings.ShouldBeNone();
    }

    [Theory, MemberData(nameof(Groups.Guides), MemberType = typeof(Groups))]
    public async Task What_refers_to_a_match_is_included(string name)
    {
        var (guide, server, findings) = (Guide.Named(name), await host.For(Guide.Named(name)), new Findings());
        var includes = Capability.Of(guide).SelectMany(c => c.RevIncludes.Select(i => (c.Type, Include: i)))
            .Concat(ProfileGroup.Of(guide).SelectMany(g => g.RevIncludes.Select(i => (g.Type, Include: i)))).Distinct()
            .Where(i => server.Types.ContainsKey(i.Type) && server.Types.ContainsKey(i.Include.Split(':')[0]));
        await findings.Collect(includes, async asked =>
        {
            var parts = asked.Include.Split(':');
            var parameter = Definition.Of(guide, parts[0], parts[1]);
            var referring = server.World.Of(parts[0]).SelectMany(r => Targets(server.World, r, [parameter], asked.Type).Select(t => (r.Reference, Target: t))).ToLookup(r => r.Target, r => r.Reference);
            var record = server.World.Of(asked.Type).Where(r => Server.TokenFor(r) == World.Member).OrderByDescending(r => referring[r.Reference].Count()).First();
            if (!referring[record.Reference].Any())
                return $"{asked.Type}?_revinclude={asked.Include}: no loaded resource has it";
            var url = $"{asked.Type}?_id={record.Id}&_revinclude={asked.Include}";
            return Compare(url, referring[record.Reference].Distinct(), await server.Ask(url));
        });
        findings.ShouldBeNone(isAsked: guide != Guide.Carin && guide != Guide.Formulary);
    }

    private static bool Visible(string reference) => !reference.StartsWith("Patient/", StringComparison.Ordinal) || reference == $"Patient/{World.Member}";

    // At least what the guide's own reference parameters of the type name.
    private static IEnumerable<Definition> All(Guide guide, string type) =>
        Capability.Of(guide).Single(c => c.Type == type).Includes.Select(i => i.Split(':')[1]).Where(p => p != "*").Select(p => Definition.Of(guide, type, p));

    private static IEnumerable<string> Targets(World world, Loaded record, IReadOnlyList<Definition> parameters, string? type) =>
        parameters.SelectMany(record.Values).Select(Value.Reference.Of).OfType<string>().Distinct()
            .Where(r => world.Find(r) is { } found && (type is null || found.Type == type));

    private static string? Compare(string url, IEnumerable<string> expected, Answer answer, bool andMore = false)
    {
        if (answer.Refusal is { } refusal)
            return $"{url}: {refusal}";
        var wanted = expected.ToList();
        var (missing, extra) = (wanted.Except(answer.Included.Keys).ToList(), andMore ? [] : answer.Included.Keys.Except(wanted).ToList());
        return missing.Count + extra.Count == 0 && answer.Matches.Count == 1
            ? null
            : $"{url}: {answer.Matches.Count} found; not included: {string.Join(", ", missing)}; included wrongly: {string.Join(", ", extra)}";
    }
}
