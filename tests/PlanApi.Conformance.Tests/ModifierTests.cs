using Hl7.Fhir.Model;
using Condition = PlanApi.Conformance.Tests.Asking.Condition;
using Task = System.Threading.Tasks.Task;
using PlanApi.Conformance.Tests.Asking;
using PlanApi.Conformance.Tests.Guides;
using PlanApi.Conformance.Tests.Records;

namespace PlanApi.Conformance.Tests;

/// <summary>Modifiers that the guides' search parameters name.</summary>
public sealed class ModifierTests(ConformanceHost host)
{
    [Theory, MemberData(nameof(Groups.Guides), MemberType = typeof(Groups))]
    public async Task Modifiers_mean_what_R4_says(string name)
    {
        var (guide, server, findings) = (Guide.Named(name), await host.For(Guide.Named(name)), new Findings());
        var modified = Package.Definitions(guide, "SearchParameter")
            .SelectMany(d => d["base"]!.AsArray().Select(b => Definition.Of(guide, b!.GetValue<string>(), d["code"]!.GetValue<string>())))
            .Where(p => server.Types.ContainsKey(p.Type)).SelectMany(p => p.Modifiers.Select(m => (Parameter: p, Modifier: m)));
        await findings.Collect(modified, async asked =>
        {
            var query = server.World.Of(asked.Parameter.Type).SelectMany(r => Ask(r, asked.Parameter, asked.Modifier)).FirstOrDefault();
            return query is null ? $"{asked.Parameter.Type}?{asked.Parameter.Name}:{asked.Modifier}: no loaded resource can be asked for" : await query.Check(server);
        });
        findings.ShouldBeNone(isAsked: guide.IsPublic);
    }

    private static IEnumerable<Query> Ask(Loaded record, Definition parameter, string modifier)
    {
        var values = record.Values(parameter);
        IEnumerable<Value> asked = modifier switch
        {
            "exact" => values.SelectMany(Value.Words.Of).Select(w => new Value.Words(w, "exact")),
            "contains" => values.SelectMany(Value.Words.Of).Where(w => w.Length > 1).Select(w => new Value.Words(w[1..], "contains")),
            "text" => values.SelectMany(Value.Display.Of).Select(d => new Value.Display(d)),
            "of-type" => values.OfType<Identifier>().SelectMany(i => (i.Type?.Coding ?? []).Where(c => c.System is not null && i.Value is not null).Select(c => new Value.OfType(c.System!, c.Code!, i.Value!))),
            "missing" => [],
            _ => throw new ArgumentException($"The modifier '{modifier}' is not tested."),
        };
        return modifier == "missing"
            ? [new Query(parameter.Type, [new(parameter.Name + ":missing", "false", r => r.Values(parameter).Count > 0)])]
            : asked.Select(v => new Query(parameter.Type, [Condition.Of(parameter, ":" + modifier, [v])], Server.TokenFor(record)));
    }
}
