using PlanApi.Conformance.Tests.Asking;
using PlanApi.Conformance.Tests.Guides;
using PlanApi.Conformance.Tests.Records;

namespace PlanApi.Conformance.Tests;

/// <summary>Chains and reverse chains that the guides' search parameters name.</summary>
public sealed class ChainTests(ConformanceHost host)
{
    [Theory, MemberData(nameof(Groups.Guides), MemberType = typeof(Groups))]
    public async Task Chains_find_what_refers_to_a_match(string name)
    {
        var (guide, server, findings) = (Guide.Named(name), await host.For(Guide.Named(name)), new Findings());
        await findings.Collect(Chained(guide, server).SelectMany(p => p.Chains.Select(c => (Parameter: p, Chain: c))), async asked =>
        {
            var queries = Forward(guide, server.World, asked.Parameter, asked.Chain).Take(3).ToList();
            if (queries.Count == 0)
                return $"{asked.Parameter.Type}?{asked.Parameter.Name}.{asked.Chain}: no loaded resource can be asked for";
            foreach (var query in queries)
            {
                if (await query.Check(server) is { } finding)
                    return finding;
            }

            return null;
        });
        findings.ShouldBeNone(isAsked: AskChains(guide));
    }

    [Theory, MemberData(nameof(Groups.Guides), MemberType = typeof(Groups))]
    public async Task Reverse_chains_find_what_a_match_refers_to(string name)
    {
        var (guide, server, findings) = (Guide.Named(name), await host.For(Guide.Named(name)), new Findings());
        await findings.Collect(Chained(guide, server).SelectMany(p => p.Targets.Where(server.Types.ContainsKey).Select(t => (Parameter: p, Target: t))), async asked =>
        {
            var (parameter, target) = asked;
            var referring = server.World.Of(parameter.Type).FirstOrDefault(r => Referred(r, parameter).Any(t => server.World.Find(t)?.Type == target));
            if (referring is null)
                return $"{target}?_has:{parameter.Type}:{parameter.Name}: no loaded resource can be asked for";
            var found = Referred(referring, parameter).ToHashSet();
            return await new Query(target, [new($"_has:{parameter.Type}:{parameter.Name}:_id", referring.Id, r => found.Contains(r.Reference))]).Check(server);
        });
        findings.ShouldBeNone(isAsked: AskChains(guide));
    }

    private static bool AskChains(Guide guide) => guide == Guide.UsCore || guide == Guide.UsCore3 || guide == Guide.PlanNet;

    private static IEnumerable<Definition> Chained(Guide guide, Server server) => Package.Definitions(guide, "SearchParameter")
        .SelectMany(d => d["base"]!.AsArray().Select(b => Definition.Of(guide, b!.GetValue<string>(), d["code"]!.GetValue<string>())))
        .Where(p => p.Chains.Count > 0 && server.Types.ContainsKey(p.Type));

    private static IEnumerable<Query> Forward(Guide guide, World world, Definition parameter, string chain)
    {
        foreach (var target in world.Of(parameter.Type).SelectMany(r => Referred(r, parameter)).Distinct().Select(world.Find).OfType<Loaded>())
        {
            var inner = Definition.Of(guide, target.Type, chain);
            if (Draw.Values(target, inner) is not [var value, ..])
                continue;
            var matching = world.Of(target.Type).Where(t => Condition.Of(inner, value).Matches(t)).Select(t => t.Reference).ToHashSet();
            yield return new(parameter.Type, [new($"{parameter.Name}.{chain}", value.Text, r => Referred(r, parameter).Any(matching.Contains))]);
        }
    }

    private static IEnumerable<string> Referred(Loaded record, Definition parameter) => record.Values(parameter).Select(Value.Reference.Of).OfType<string>();
}
