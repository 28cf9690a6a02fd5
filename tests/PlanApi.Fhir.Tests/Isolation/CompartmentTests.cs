using System.Net;
using System.Text.Json.Nodes;

namespace PlanApi.Fhir.Tests.Isolation;

/// <summary>A token sees what its patient owns of the granted types, what that refers to, and nothing else.</summary>
public sealed class CompartmentTests(FhirServer server) : IClassFixture<FhirServer>
{
    private readonly string _me = Some.Id("me");
    private readonly string _other = Some.Id("other");

    [Fact]
    public async Task Another_patients_resource_is_as_absent_as_one_that_never_was()
    {
        await server.Records.Put(Some.Patient(_me), Some.Patient(_other), Some.Observation(_other + "o", _other), Some.Observation(_other + "o", _other, "2020"));
        var app = App.Of(server, _me);
        var (code, why) = await app.Fails($"Observation/{_other}o", HttpStatusCode.NotFound);
        var (sameCode, sameWhy) = await app.Fails("Observation/never-was", HttpStatusCode.NotFound);
        code.ShouldBe(sameCode);
        why.Replace(_other + "o", "never-was", StringComparison.Ordinal).ShouldBe(sameWhy);
        await app.Fails("Patient/" + _other, HttpStatusCode.NotFound);
        await app.Fails($"Observation/{_other}o/_history/1", HttpStatusCode.NotFound);
        await app.Fails($"Observation/{_other}o/_history", HttpStatusCode.NotFound);
        foreach (var search in new[] { $"Observation?patient={_other}", $"Observation?subject=Patient/{_other}", $"Observation?_id={_other}o", $"Observation?patient={_other},{_me}", $"Patient?_id={_other}", "Observation?patient.family=Doe", "Observation?code:not=x", "Observation?performer:missing=true" })
            (await app.Matches(search)).ShouldBeEmpty(search);
        (await app.Get($"Observation?patient={_other}&_count=0")).GetProperty("total").GetInt32().ShouldBe(0);
        (await app.Matches("Patient")).ShouldBe(["Patient/" + _me]);
    }

    [Fact]
    public async Task A_deleted_resource_of_another_is_absent_not_gone()
    {
        await server.Records.Put(Some.Observation(_me + "o", _me), Some.Observation(_other + "o", _other));
        await server.Records.Changes.Delete("Observation", _me + "o", default);
        await server.Records.Changes.Delete("Observation", _other + "o", default);
        await App.Of(server, _me).Fails($"Observation/{_me}o", HttpStatusCode.Gone);
        await App.Of(server, _me).Fails($"Observation/{_other}o", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_was_hidden_leaves_no_trace_when_it_is_deleted()
    {
        var (sensitive, vital, lab) = (Some.Observation(_me + "s", _me), Some.Observation(_me + "v", _me), Some.Observation(_me + "l", _me));
        sensitive["meta"] = new JsonObject { ["security"] = new JsonArray(Some.Coding("http://example.org/labels", "ETH")) };
        (vital["category"], lab["category"]) = (Category("vital-signs"), Category("laboratory"));
        await server.Records.Put(sensitive, vital, lab);
        foreach (var id in new[] { "s", "v", "l" })
            (await server.Records.Changes.Delete("Observation", _me + id, default)).ShouldBeTrue();
        var (all, without, inPart) = (App.Of(server, _me), App.Of(server, _me, more: "withheld=ETH"), App.Of(server, _me, "Observation?http://example.org/kinds|laboratory"));

        await all.Fails($"Observation/{_me}s", HttpStatusCode.Gone);
        await without.Fails($"Observation/{_me}s", HttpStatusCode.NotFound);
        await without.Fails($"Observation/{_me}s/_history", HttpStatusCode.NotFound);
        await without.Fails($"Observation/{_me}s/_history/2", HttpStatusCode.NotFound);
        await inPart.Fails($"Observation/{_me}v", HttpStatusCode.NotFound);
        await inPart.Fails($"Observation/{_me}v/_history", HttpStatusCode.NotFound);
        await inPart.Fails($"Observation/{_me}l", HttpStatusCode.Gone);
        Bundles.Entries(await inPart.Get($"Observation/{_me}l/_history")).Count().ShouldBe(2);
        foreach (var app in new[] { all, without, inPart })
        {
            (await app.Matches("Observation")).ShouldBeEmpty();
            (await app.Matches("Observation?_security:missing=true")).ShouldBeEmpty();
        }

        // There again without its label, it still tells nothing of what it was.
        sensitive.Remove("meta");
        await server.Records.Put(sensitive);
        Bundles.Entries(await without.Get($"Observation/{_me}s/_history")).Count().ShouldBe(1);
        Bundles.Entries(await all.Get($"Observation/{_me}s/_history")).Count().ShouldBe(3);
    }

    [Fact]
    public async Task What_changed_hands_shows_its_new_owner_no_version_of_the_old()
    {
        await server.Records.Put(Some.Observation(_me + "o", _other));
        await server.Records.Put(Some.Observation(_me + "o", _me));
        var app = App.Of(server, _me);
        await app.Get($"Observation/{_me}o/_history/2");
        await app.Fails($"Observation/{_me}o/_history/1", HttpStatusCode.NotFound);
        Bundles.Entries(await app.Get($"Observation/{_me}o/_history")).Count().ShouldBe(1);
        await App.Of(server, _other).Fails($"Observation/{_me}o", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_type_that_was_not_granted_is_absent_by_every_way()
    {
        await server.Records.Put(Some.Patient(_me), Some.Observation(_me + "o", _me), Some.Procedure(_me + "p", _me));
        var app = App.Of(server, _me, "Observation");
        await app.Fails("Patient/" + _me, HttpStatusCode.NotFound);
        await app.Fails($"Procedure/{_me}p", HttpStatusCode.NotFound);
        (await app.Matches("Procedure")).ShouldBeEmpty();
        (await app.Search("Observation?_include=Observation:patient")).Included.ShouldBeEmpty();
        (await app.Matches("Observation?patient.family=Doe")).ShouldBeEmpty();
        var patientOnly = App.Of(server, _me, "Patient");
        (await patientOnly.Search("Patient?_revinclude=Observation:patient")).Included.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reading_and_searching_are_granted_apart()
    {
        await server.Records.Put(Some.Patient(_me), Some.Observation(_me + "o", _me));
        var reader = App.Of(server, _me, "Observation,Patient", "search=Patient");
        await reader.Get($"Observation/{_me}o");
        (await reader.Matches("Observation")).ShouldBeEmpty();
        var searcher = App.Of(server, _me, "Patient", "search=Observation");
        await searcher.Fails($"Observation/{_me}o", HttpStatusCode.NotFound);
        (await searcher.Matches("Observation")).Count.ShouldBe(1);
        (await searcher.Matches("Observation?patient.family=Doe")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_names_no_patient_or_belongs_to_a_group_is_nobodys()
    {
        var nobodys = Some.Observation(_me + "n", _me);
        nobodys.Remove("subject");
        var groups = Some.Observation(_me + "g", _me);
        groups["subject"] = Some.Reference("Group/" + _me);
        await server.Records.Put(nobodys, groups);
        var app = App.Of(server, _me);
        await app.Fails($"Observation/{_me}n", HttpStatusCode.NotFound);
        await app.Fails($"Observation/{_me}g", HttpStatusCode.NotFound);
        (await app.Matches("Observation")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Provenance_belongs_to_whom_all_its_targets_belong_to()
    {
        await server.Records.Put(
            Some.Observation(_me + "o", _me), Some.Observation(_other + "o", _other),
            Some.Provenance(_me + "1", $"Observation/{_me}o"), Some.Provenance(_me + "2", $"Observation/{_me}o", "Patient/" + _me),
            Some.Provenance(_me + "3", $"Observation/{_me}o", $"Observation/{_other}o"), Some.Provenance(_me + "4", "Observation/unknown"));
        (await App.Of(server, _me).Matches("Provenance")).ShouldBe([$"Provenance/{_me}1", $"Provenance/{_me}2"]);
        (await App.Of(server, _other).Matches("Provenance")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Provenance_written_in_a_write_before_its_targets_says_that_it_is_hidden_and_is_until_it_is_written_again()
    {
        (await server.Records.Changes.Put([Some.Bytes(Some.Provenance(_me + "1", $"Observation/{_me}o"))], null, default)).Single().ShouldBe(new Change(ChangeKind.Created, $"Provenance/{_me}1") { IsHidden = true });
        await server.Records.Put(Some.Observation(_me + "o", _me));
        (await App.Of(server, _me).Matches("Provenance")).ShouldBeEmpty();
        (await server.Records.Changes.Put([Some.Bytes(Some.Provenance(_me + "1", $"Observation/{_me}o"))], null, default)).Single().ShouldBe(new Change(ChangeKind.Updated, $"Provenance/{_me}1"));
        // A version for everyone who may see it: the first was nobody's.
        (await App.Of(server, _me).Get($"Provenance/{_me}1")).GetProperty("meta").GetProperty("versionId").GetString().ShouldBe("2");
        await App.Of(server, _me).Fails($"Provenance/{_me}1/_history/1", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_label_that_is_withheld_hides_the_resource_its_history_and_what_only_it_refers_to()
    {
        var sensitive = Some.Observation(_me + "s", _me, performer: $"Practitioner/{_me}d");
        sensitive["meta"] = new JsonObject { ["security"] = new JsonArray(new JsonObject { ["system"] = "http://example.org/labels", ["code"] = "ETH" }) };
        await server.Records.Put(Some.Practitioner(_me + "d"), sensitive, Some.Observation(_me + "o", _me));
        var all = App.Of(server, _me);
        await all.Get($"Observation/{_me}s");
        await all.Get($"Practitioner/{_me}d");

        var without = App.Of(server, _me, more: "withheld=ETH");
        await without.Fails($"Observation/{_me}s", HttpStatusCode.NotFound);
        await without.Fails($"Practitioner/{_me}d", HttpStatusCode.NotFound);
        (await without.Search("Observation?_include=Observation:performer")).ShouldBe((new[] { $"Observation/{_me}o" }, Array.Empty<string>()), Comparer);
        (await without.Matches("Practitioner")).ShouldBeEmpty();
        // Nor does a role that is withheld itself pass on who has it.
        var role = Some.Role(_me + "r", _me + "d");
        role["meta"] = sensitive["meta"]!.DeepClone();
        await server.Records.Put(role, Some.Observation(_me + "o", _me, performer: $"PractitionerRole/{_me}r"));
        await all.Get($"PractitionerRole/{_me}r");
        await without.Fails($"Practitioner/{_me}d", HttpStatusCode.NotFound);
        (await without.Matches("Practitioner")).ShouldBeEmpty();

        sensitive.Remove("meta");
        await server.Records.Put(sensitive);
        await without.Get($"Observation/{_me}s");
        await without.Fails($"Observation/{_me}s/_history/1", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_type_that_is_open_in_one_category_shows_that_category_alone_by_every_door()
    {
        var (lab, vital) = (Some.Observation(_me + "l", _me, performer: $"Practitioner/{_me}d1"), Some.Observation(_me + "v", _me, performer: $"Practitioner/{_me}d2"));
        (lab["category"], vital["category"]) = (Category("laboratory"), Category("vital-signs"));
        await server.Records.Put(Some.Patient(_me), Some.Practitioner(_me + "d1"), Some.Practitioner(_me + "d2"), lab, vital, Some.Observation(_me + "n", _me));
        vital["status"] = "amended";
        await server.Records.Put(vital);
        var app = App.Of(server, _me, read: "Patient,Practitioner,Observation?http://example.org/kinds|laboratory");

        await app.Get($"Observation/{_me}l");
        await app.Fails($"Observation/{_me}v", HttpStatusCode.NotFound);
        await app.Fails($"Observation/{_me}v/_history/1", HttpStatusCode.NotFound);
        (await app.Get("Observation?_summary=count")).GetProperty("total").GetInt32().ShouldBe(1);
        (await app.Matches("Observation")).ShouldBe([$"Observation/{_me}l"]);
        (await app.Matches("Observation?category=vital-signs")).ShouldBeEmpty();
        (await app.Matches("Patient?_has:Observation:subject:category=vital-signs")).ShouldBeEmpty();
        (await app.Search("Practitioner?_revinclude=Observation:performer")).Included.ShouldBe([$"Observation/{_me}l"]);
        (await app.Search($"Patient/{_me}/$everything")).ShouldBe((new[] { $"Patient/{_me}", $"Observation/{_me}l" }, new[] { $"Practitioner/{_me}d1" }), Comparer);
        // What only the hidden one refers to is hidden too.
        (await app.Matches("Practitioner")).ShouldBe([$"Practitioner/{_me}d1"]);
        await app.Fails($"Practitioner/{_me}d2", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_type_may_be_read_whole_and_searched_in_one_category()
    {
        var lab = Some.Observation(_me + "l", _me);
        lab["category"] = Category("laboratory");
        await server.Records.Put(lab, Some.Observation(_me + "n", _me));
        var app = App.Of(server, _me, read: "Observation,Observation?http://example.org/kinds|laboratory", more: "search=Observation?http://example.org/kinds|laboratory");

        await app.Get($"Observation/{_me}n");
        (await app.Matches("Observation")).ShouldBe([$"Observation/{_me}l"]);
    }

    [Fact]
    public async Task An_earlier_version_of_another_category_stays_hidden()
    {
        var changed = Some.Observation(_me + "c", _me);
        changed["category"] = Category("vital-signs");
        await server.Records.Put(changed);
        changed["category"] = Category("laboratory");
        await server.Records.Put(changed);
        changed["status"] = "amended";
        await server.Records.Put(changed);
        var app = App.Of(server, _me, read: "Observation?http://example.org/kinds|laboratory");

        await app.Get($"Observation/{_me}c/_history/2");
        await app.Fails($"Observation/{_me}c/_history/1", HttpStatusCode.NotFound);
        (await app.Get($"Observation/{_me}c/_history")).GetProperty("entry").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Pages_of_a_history_with_hidden_versions_are_full_and_lead_back()
    {
        var changed = Some.Observation(_me + "c", _me);
        for (var version = 1; version <= 10; version++)
        {
            changed["category"] = Category(version is > 4 and < 10 ? "vital-signs" : "laboratory");
            changed["identifier"] = new JsonArray(new JsonObject { ["value"] = $"{version}" });
            await server.Records.Put(changed);
        }

        var app = App.Of(server, _me, read: "Observation?http://example.org/kinds|laboratory");
        List<string> pages = [];
        var previous = "";
        for (var next = $"Observation/{_me}c/_history?_count=2"; next is not null;)
        {
            var page = await app.Get(next);
            pages.Add(Versions(page));
            (next, previous) = (Bundles.Link(page, "next"), Bundles.Link(page, "previous"));
        }

        pages.ShouldBe(["10 4", "3 2", "1"]);
        pages.Clear();
        while (previous is not null)
        {
            var page = await app.Get(previous);
            pages.Add(Versions(page));
            previous = Bundles.Link(page, "previous");
        }

        pages.ShouldBe(["3 2", "10 4"]);

        static string Versions(System.Text.Json.JsonElement bundle) =>
            string.Join(' ', Bundles.Entries(bundle).Select(e => e.GetProperty("resource").GetProperty("meta").GetProperty("versionId").GetString()));
    }

    private static JsonArray Category(string code) => new(new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://example.org/kinds", ["code"] = code }) });

    [Fact]
    public async Task A_sandbox_token_sees_its_organization_alone_even_for_one_patient_id()
    {
        var (one, two) = (Some.Id("org"), Some.Id("org"));
        await server.Records.PutFor(one, Some.Patient(_me), Some.Observation(_me + "o", _me, performer: $"Practitioner/{_other}"));
        await server.Records.PutFor(two, Some.Practitioner(_other));
        var app = App.Of(server, _me, more: "organization=" + one);
        await app.Get("Patient/" + _me);
        await app.Fails("Practitioner/" + _other, HttpStatusCode.NotFound);
        (await app.Search("Observation?_include=Observation:performer")).Included.ShouldBeEmpty();
        await App.Of(server, _me, more: "organization=" + two).Fails("Patient/" + _me, HttpStatusCode.NotFound);
    }

    private static readonly IEqualityComparer<(IReadOnlyList<string> Matches, IReadOnlyList<string> Included)> Comparer =
        EqualityComparer<(IReadOnlyList<string> Matches, IReadOnlyList<string> Included)>.Create((a, b) => a.Matches.SequenceEqual(b.Matches) && a.Included.SequenceEqual(b.Included));
}
