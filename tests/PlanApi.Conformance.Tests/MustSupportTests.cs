using System.Text.Json.Nodes;
using PlanApi.Conformance.Tests.Guides;
using PlanApi.Conformance.Tests.Records;

namespace PlanApi.Conformance.Tests;

/// <summary>Must-support elements are populated and served as they were loaded.</summary>
public sealed class MustSupportTests(ConformanceHost host)
{
    [Theory, MemberData(nameof(Groups.Profiles), MemberType = typeof(Groups))]
    public async Task Every_must_support_element_is_served(string guide, string profile)
    {
        var (group, findings) = (Groups.Find(guide, profile), new Findings());
        var server = await host.For(group.Guide);
        List<JsonObject> served = [];
        foreach (var record in server.World.Of(group.Type).Where(r => r.Guide == group.Guide && r.HasProfile(group.Profile)))
            served.Add((await server.Read(record.Reference, Server.TokenFor(record))).ShouldNotBeNull(record.Reference));
        await findings.Collect(MustSupport.Of(group), m => Task.FromResult(served.Any(m.IsIn) ? null : $"{group.Type} of {group.Name}: {m} is in none of {served.Count}"));
        findings.ShouldBeNone();
    }

    [Theory, MemberData(nameof(Groups.Guides), MemberType = typeof(Groups))]
    public async Task Every_must_support_reference_leads_to_a_resource_of_its_profile(string name)
    {
        var (guide, server, findings) = (Guide.Named(name), await host.For(Guide.Named(name)), new Findings());
        await findings.Collect(ProfileGroup.Of(guide).SelectMany(g => g.References.Select(r => (Group: g, r.Path, r.Profile))), async asked =>
        {
            var at = new MustSupport(asked.Group, asked.Path, null, null, null, [asked.Profile]);
            var targets = new List<string>();
            foreach (var record in server.World.Of(asked.Group.Type).Where(r => r.Guide == guide && r.HasProfile(asked.Group.Profile)))
                targets.AddRange(at.In((await server.Read(record.Reference)).ShouldNotBeNull(record.Reference)).Select(r => r["reference"]!.GetValue<string>()));
            foreach (var target in targets.Distinct())
            {
                if (await server.Read(target) is { } served && new Loaded(guide, served).HasProfile(asked.Profile))
                    return null;
            }

            return $"{asked.Group.Name}: {asked.Path} leads to no {asked.Profile}, but to {string.Join(", ", targets.Distinct())}";
        });
        findings.ShouldBeNone(isAsked: guide == Guide.Formulary);
    }

    [Theory, InlineData("US Core 6.1.0"), InlineData("Plan-Net 1.1.0")]
    public async Task Everything_is_served_as_it_was_loaded(string guide)
    {
        var (server, findings) = (await host.For(Guide.Named(guide)), new Findings());
        await findings.Collect(server.World.Records.Where(r => r.Guide is not null), async record =>
        {
            if (await server.Read(record.Reference, Server.TokenFor(record)) is not { } served)
                return $"{record.Reference} is not served";
            return served["meta"]!["versionId"]?.GetValue<string>() == "1" && served["meta"]!["lastUpdated"] is not null && Plain(served) == Plain(record.Json) ? null : $"{record.Reference} is served otherwise than it was loaded";
        });
        findings.ShouldBeNone();
    }

    // Version and time are the server's; the order of properties says nothing. Numbers as they are written.
    private static string Plain(JsonNode? node, bool isMeta = false) => node switch
    {
        JsonObject element => "{" + string.Join(',', element.Where(p => !(isMeta && p.Key is "versionId" or "lastUpdated"))
            .Select(p => (p.Key, Text: Plain(p.Value, p.Key == "meta"))).Where(p => p.Text != "{}").OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}:{p.Text}")) + "}",
        JsonArray list => "[" + string.Join(',', list.Select(i => Plain(i))) + "]",
        null => "null",
        _ => node.ToJsonString(),
    };
}
