using System.Text.Json.Nodes;
using PlanApi.Conformance.Tests.Guides;

namespace PlanApi.Conformance.Tests;

/// <summary>What the guides' CapabilityStatements for servers ask of the types that are served: declared, and answered.</summary>
public sealed class CapabilityTests(ConformanceHost host)
{
    [Theory, MemberData(nameof(Groups.Guides), MemberType = typeof(Groups))]
    public async Task What_the_guide_asks_of_a_served_type_is_declared(string name)
    {
        var (guide, server, findings) = (Guide.Named(name), await host.For(Guide.Named(name)), new Findings());
        foreach (var asked in Capability.Of(guide))
        {
            findings.Check(server.Types.ContainsKey(asked.Type) || (!guide.IsPublic && Exceptions.Types.Contains(asked.Type)), $"{asked.Type} is not served");
            if (!server.Types.ContainsKey(asked.Type))
                continue;

            var declared = server.Types[asked.Type];
            Missing("interaction", asked.Interactions.Except(Exceptions.Interactions), Names(declared["interaction"], "code"));
            Missing("operation", asked.Operations.Except(Exceptions.Operations), Names(declared["operation"], "definition"));
            Missing("search parameter", asked.Parameters.Concat(asked.Combinations.Where(IsMeant).SelectMany(c => c)).Distinct(), Names(declared["searchParam"], "name"));
            Missing("combination", asked.Combinations.Where(c => c.Count > 1 && IsMeant(c)).Select(InOrder), [.. Capability.CombinationsOf(declared).Select(InOrder)]);
            Missing("include", asked.Includes.Select(WithoutTarget).Distinct(), Texts(declared["searchInclude"]));
            Missing("reverse include", asked.RevIncludes.Distinct(), Texts(declared["searchRevInclude"]));

            bool IsMeant(IReadOnlyList<string> combination) => !combination.Any(p => Exceptions.Parameters.Contains($"{guide.Name} {asked.Type}.{p}"));

            void Missing(string what, IEnumerable<string> all, HashSet<string> declaredNames)
            {
                foreach (var one in all)
                    findings.Check(declaredNames.Contains(one), $"{asked.Type}: {what} {one} is not declared");
            }
        }

        findings.ShouldBeNone();
    }

    [Theory, MemberData(nameof(Groups.Guides), MemberType = typeof(Groups))]
    public async Task Every_profile_of_a_served_type_is_declared(string name)
    {
        var (guide, server, findings) = (Guide.Named(name), await host.For(Guide.Named(name)), new Findings());
        foreach (var group in ProfileGroup.Of(guide).Where(g => server.Types.ContainsKey(g.Type)))
        {
            var declared = server.Types[group.Type]["supportedProfile"]!.AsArray().Select(p => p!.GetValue<string>().Split('|')[0]);
            findings.Check(Exceptions.Profiles.Contains(group.Profile) || declared.Contains(group.Profile), $"{group.Type}: profile {group.Profile} is not declared");
        }

        findings.ShouldBeNone(isAsked: guide.Data is not null);
    }

    [Theory, InlineData("US Core 6.1.0", "docref"), InlineData("US Core 3.1.1", "docref")]
    public async Task Every_operation_that_the_data_ask_for_is_declared(string name, params string[] operations)
    {
        var (guide, server) = (Guide.Named(name), await host.For(Guide.Named(name)));
        var asked = ProfileGroup.Of(guide).SelectMany(g => g.Operations.Select(o => (g.Type, Operation: o))).ToList();
        asked.Select(a => a.Operation).ShouldBe(operations);
        asked.ShouldAllBe(a => Names(server.Types[a.Type]["operation"], "name").Contains(a.Operation));
    }

    [Fact]
    public async Task The_statement_names_the_guides_it_follows()
    {
        foreach (var guide in new[] { Guide.UsCore, Guide.Carin, Guide.PlanNet, Guide.Formulary })
        {
            var named = (await host.For(guide)).Metadata["instantiates"]!.AsArray().Select(i => i!.GetValue<string>().Split('|')[0]);
            named.ShouldContain(Package.Definitions(guide, "CapabilityStatement").Single(s => s["rest"]![0]!["mode"]!.GetValue<string>() == "server")["url"]!.GetValue<string>());
        }
    }

    [Theory, MemberData(nameof(Groups.Guides), MemberType = typeof(Groups))]
    public async Task What_the_guide_asks_of_a_served_type_is_answered(string name)
    {
        var (guide, server, findings) = (Guide.Named(name), await host.For(Guide.Named(name)), new Findings());
        await findings.Collect(Capability.Of(guide).Where(c => server.Types.ContainsKey(c.Type)).SelectMany(Questions), async url =>
        {
            var answer = await server.Ask(url);
            var kept = url[(url.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&').Select(p => p.Split('=')[0]).Where(p => !answer.Understood.Contains(p));
            return answer.Refusal is { } refusal ? $"{url}: {refusal}" : kept.Any() ? $"{url}: the self link leaves out {string.Join(", ", kept)}" : null;
        });
        findings.ShouldBeNone();

        IEnumerable<string> Questions(Capability asked)
        {
            foreach (var parameters in asked.Parameters.Select(p => (IReadOnlyList<string>)[p]).Concat(asked.Combinations).Where(c => !c.Any(p => Exceptions.Parameters.Contains($"{guide.Name} {asked.Type}.{p}"))))
                yield return $"{asked.Type}?{string.Join('&', parameters.Select(p => $"{p}={Anything(Definition.Of(guide, asked.Type, p))}"))}";
            foreach (var include in asked.Includes)
                yield return $"{asked.Type}?_include={include}&_count=5";
            foreach (var include in asked.RevIncludes)
                yield return $"{asked.Type}?_revinclude={include}&_count=5";
        }
    }

    // Any value of the right form: what is found by it is another test's.
    private static string Anything(Definition parameter) => parameter.Kind switch
    {
        "date" or "written" => "ge2000-01-01",
        "reference" => $"{parameter.Targets.FirstOrDefault("Patient")}/any",
        _ => "any",
    };

    private static string InOrder(IReadOnlyList<string> combination) => string.Join('+', combination.Order(StringComparer.Ordinal));

    private static string WithoutTarget(string include) => string.Join(':', include.Split(':').Take(2));

    private static HashSet<string> Names(JsonNode? list, string name) => [.. (list?.AsArray() ?? []).Select(i => i![name]!.GetValue<string>())];

    private static HashSet<string> Texts(JsonNode? list) => [.. (list?.AsArray() ?? []).Select(i => WithoutTarget(i!.GetValue<string>()))];
}
