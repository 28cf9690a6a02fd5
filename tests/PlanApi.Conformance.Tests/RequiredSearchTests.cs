using PlanApi.Conformance.Tests.Asking;
using PlanApi.Conformance.Tests.Guides;

namespace PlanApi.Conformance.Tests;

/// <summary>Every required search of every profile, with values of what was loaded: all that match are found, and nothing else.</summary>
public sealed class RequiredSearchTests(ConformanceHost host)
{
    [Theory, MemberData(nameof(Groups.Profiles), MemberType = typeof(Groups))]
    public async Task Every_required_search_finds_all_that_match_and_nothing_else(string guide, string profile)
    {
        var (group, findings) = (Groups.Find(guide, profile), new Findings());
        var server = await host.For(group.Guide);
        foreach (var names in group.Searches)
        {
            var queries = Draw.Queries(server.World, group.Type, [.. names.Select(n => Definition.Of(group.Guide, group.Type, n))]);
            if (queries.Count == 0)
                findings.Add($"{group.Type}?{string.Join('&', names)}: no loaded resource can be asked for");
            await findings.Collect(queries, q => q.Check(server));
        }

        findings.ShouldBeNone(isAsked: group.Searches.Count > 0);
    }

    [Theory, MemberData(nameof(Groups.Guides), MemberType = typeof(Groups))]
    public async Task Parameters_of_a_type_are_combined(string name)
    {
        var (guide, server, findings) = (Guide.Named(name), await host.For(Guide.Named(name)), new Findings());
        var pairs = Capability.Of(guide).Where(c => server.Types.ContainsKey(c.Type)).SelectMany(asked =>
        {
            var parameters = asked.Parameters.Where(p => !p.StartsWith('_')).Select(p => Definition.Of(guide, asked.Type, p)).ToList();
            return parameters.SelectMany((first, i) => parameters.Skip(i + 1).SelectMany(second => Draw.Queries(server.World, asked.Type, [first, second], records: 1, each: 1)));
        });
        await findings.Collect(pairs, q => q.Check(server));
        findings.ShouldBeNone();
    }

    [Theory, MemberData(nameof(Groups.Profiles), MemberType = typeof(Groups))]
    public async Task Several_values_of_a_parameter_mean_any_of_them(string guide, string profile)
    {
        var (group, findings) = (Groups.Find(guide, profile), new Findings());
        var server = await host.For(group.Guide);
        await findings.Collect(Asked().SelectMany(Any), q => q.Check(server));
        findings.ShouldBeNone(isAsked: Asked().Any());

        IEnumerable<Definition> Asked() => group.Searches.SelectMany(n => n).Distinct()
            .Select(n => Definition.Of(group.Guide, group.Type, n)).Where(p => p.Kind is not ("written" or "date") && (p.OrAsked || group.OrAsked(p.Name)));

        // Two values, of a first and a last record; a third that no record has.
        IEnumerable<Query> Any(Definition parameter)
        {
            var values = server.World.Of(group.Type).Where(r => Server.TokenFor(r) == Records.World.Member).Select(r => Draw.Values(r, parameter)).Where(v => v.Count > 0).ToList();
            if (values.Count > 0)
                yield return new(group.Type, [Condition.Of(parameter, values[0][0], values[^1][^1])]);
        }
    }

    [Theory, MemberData(nameof(Groups.Profiles), MemberType = typeof(Groups))]
    public async Task Dates_are_compared_with_every_prefix_at_every_precision(string guide, string profile)
    {
        var (group, findings) = (Groups.Find(guide, profile), new Findings());
        var server = await host.For(group.Guide);
        var dates = group.Searches.SelectMany(n => n).Distinct().Select(n => Definition.Of(group.Guide, group.Type, n)).Where(p => p.Kind == "date").ToList();
        await findings.Collect(dates.SelectMany(Compared), q => q.Check(server));
        findings.ShouldBeNone(isAsked: dates.Count > 0);

        IEnumerable<Query> Compared(Definition parameter)
        {
            var record = server.World.Of(group.Type).FirstOrDefault(r => r.HasProfile(group.Profile) && r.Values(parameter).Any(v => Draw.Dates(v).Any()))
                ?? server.World.Of(group.Type).FirstOrDefault(r => r.Values(parameter).Any(v => Draw.Dates(v).Any()));
            if (record is null)
            {
                findings.Add($"{group.Type}?{parameter.Name}: no loaded resource has a date");
                yield break;
            }

            var date = record.Values(parameter).SelectMany(Draw.Dates).First();
            foreach (var asked in new[] { date, date[..Math.Min(10, date.Length)], date[..Math.Min(7, date.Length)], date[..4] }.Distinct())
            {
                foreach (var prefix in new[] { "", "eq", "ne", "gt", "ge", "lt", "le", "sa", "eb" })
                    yield return new(group.Type, [Condition.Of(parameter, new Value.Date(prefix, asked))], Server.TokenFor(record));
            }

            // A day from both sides.
            yield return new(group.Type, [Condition.Of(parameter, new Value.Date("ge", date[..4])), Condition.Of(parameter, new Value.Date("le", date[..4]))], Server.TokenFor(record));
        }
    }
}
