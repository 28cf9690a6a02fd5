using System.Text.Json.Nodes;

namespace PlanApi.Fhir.Tests.Load;

/// <summary>References within what is loaded: to what comes later, by identifier, by our own address, to nobody; and whose what is loaded becomes.</summary>
public sealed class LoadedReferencesTests(FhirServer server) : LoadFolder(server)
{
    [Fact]
    public async Task References_that_lead_nowhere_are_flagged_once_the_load_has_ended_and_the_resource_is_taken()
    {
        var within = Some.Observation(Id + "c", Id, performer: "#inner");
        within["contained"] = new JsonArray(Some.Practitioner("other"));
        await Write("1.ndjson", $$"""
            {{Some.Observation(Id + "a", Id, performer: $"Practitioner/{Id}later").ToJsonString()}}
            {{Some.Observation(Id + "b", Id, performer: $"Practitioner/{Id}never").ToJsonString()}}
            {{within.ToJsonString()}}
            {{Some.Observation(Id + "d", Id, performer: "https://elsewhere.example/Practitioner/1").ToJsonString()}}
            """);
        await Write("2.ndjson", $"{Some.Practitioner(Id + "later").ToJsonString()}\n{Some.Patient(Id).ToJsonString()}\n");
        var report = await Load();
        (report.Created, report.Rejected, report.Unresolved).ShouldBe((6, 0, 2));
        Lines().Select(r => (r.GetProperty("line").GetInt32(), r.GetProperty("reference").GetString(), r.GetProperty("severity").GetString(), r.GetProperty("path").GetString())).ShouldBe(
        [
            (2, $"Observation/{Id}b", "warning", "Observation.performer[0].reference"), (3, $"Observation/{Id}c", "warning", "Observation.performer[0].reference"),
        ]);
        await Reader.Get($"Observation/{Id}b");

        await Server.Open.Put(Some.Practitioner(Id + "never"));
        (await Load()).Unresolved.ShouldBe(1);
        await Server.Open.Changes.Delete("Practitioner", Id + "never", default);
        (await Load()).Unresolved.ShouldBe(2);
    }

    [Fact]
    public async Task A_reference_is_one_wherever_it_stands_and_stays_as_it_is_written()
    {
        var written = $$$"""
            {"resourceType":"Observation","id":"{{{Id}}}","status":"final","code":{"text":"x"},"subject":{"reference":"Patient\/{{{Id}}}"},
            "meta":{"extension":[{"url":"http://example.org/x","valueReference":{"reference":"Practitioner/{{{Id}}}-meta"}}]},
            "extension":[{"url":"http://example.org/x","valueReference":{"reference":"Practitioner/{{{Id}}}-extension"}}],
            "contained":[{"resourceType":"Encounter","id":"e","status":"finished","class":{"code":"AMB"},"participant":[{"individual":{"reference":"Practitioner/{{{Id}}}-contained"}}]}],
            "encounter":{"reference":"\u0023e"},"performer":[{"reference":"Practitioner/{{{Id}}}-version/_history/2"},{"reference":"\u0023nobody"},{"display":"Practitioner/{{{Id}}}-display"}]}
            """.ReplaceLineEndings("");
        await Write("a.ndjson", $"{written}\n{Some.Patient(Id).ToJsonString()}");
        (await Load()).Unresolved.ShouldBe(5);
        Lines().Select(r => r.GetProperty("path").GetString()).ShouldBe(
        [
            "Observation.meta.extension[0].valueReference.reference", "Observation.extension[0].valueReference.reference", "Observation.contained[0].participant[0].individual.reference",
            "Observation.performer[0].reference", "Observation.performer[1].reference",
        ], ignoreOrder: true);
        (await Reader.Get($"Observation/{Id}")).GetProperty("subject").GetProperty("reference").GetRawText().ShouldBe($"\"Patient\\/{Id}\"");
    }

    [Fact]
    public async Task The_command_says_what_leads_nowhere_and_ends_well()
    {
        await Write("a.ndjson", Some.Observation(Id, Id + "nobody").ToJsonString());
        var output = new StringWriter();
        (await Server.LoadTargets.Run(["open", Folder], Folder, output, default)).ShouldBe(0);
        output.ToString().ShouldContain("1 references of loaded resources lead nowhere.");
        output.ToString().ShouldContain("rejects-open-");
    }

    [Fact]
    public async Task What_belongs_to_whom_its_targets_belong_to_is_written_after_them_whatever_the_names_of_the_files()
    {
        var first = Guid.CreateVersion7();
        var measured = Some.Observation(Id + "m", Id);
        measured["identifier"] = new JsonArray(new JsonObject { ["system"] = "http://example.org/numbers", ["value"] = Id });
        await Write("Patient.ndjson", Some.Patient(Id).ToJsonString());
        await Write("Provenance.ndjson", $"{Some.Provenance(Id + "a", $"Specimen/{Id}", $"ServiceRequest/{Id}").ToJsonString()}\n{Some.Provenance(Id + "b", $"ServiceRequest/{Id}").ToJsonString()}\n");
        await Write("ServiceRequest.ndjson", new JsonObject { ["resourceType"] = "ServiceRequest", ["id"] = Id, ["status"] = "active", ["intent"] = "order", ["subject"] = Some.Reference("Patient/" + Id) }.ToJsonString());
        await Write("bundle.json", Bundle(
            Entry(null, Some.Provenance(Id + "c", $"urn:uuid:{first}")),
            Entry(null, Some.Provenance(Id + "d", $"Observation?identifier=http://example.org/numbers|{Id}")),
            Entry($"urn:uuid:{first}", Some.Observation(first.ToString(), Id))));
        await Write("more.ndjson", measured.ToJsonString());

        var report = await Load(Server.Records);

        // Of the first it is not said whose its specimen is, a type that is not served here.
        (report.Created, report.Rejected, report.Hidden).ShouldBe((8, 0, 1));
        (await App.Of(Server, Id, "Provenance").Matches("Provenance")).ShouldBe([.. "bcd".Select(p => $"Provenance/{Id}{p}")]);
        (await App.Of(Server, Id, "Provenance").Get($"Provenance/{Id}c")).GetProperty("target")[0].GetProperty("reference").GetString().ShouldBe($"Observation/{first}");
        (await Load(Server.Records)).Unchanged.ShouldBe(8);
    }

    [Fact]
    public async Task What_belongs_to_no_patient_or_to_several_is_loaded_and_flagged()
    {
        var (nobodys, groups) = (Some.Observation(Id + "n", Id), Some.Observation(Id + "g", Id));
        nobodys.Remove("subject");
        groups["subject"] = Some.Reference("Group/" + Id);
        await Write("a.ndjson", string.Join('\n', new[]
        {
            Some.Patient(Id), Some.Patient(Id + "2"), nobodys, groups, Some.Observation(Id + "a", Id), Some.Observation(Id + "b", Id + "2"), Some.Practitioner(Id),
            Some.Provenance(Id + "both", $"Observation/{Id}a", $"Observation/{Id}b"), Some.Provenance(Id + "a", $"Observation/{Id}a"), Some.Provenance(Id + "d", "Practitioner/" + Id),
        }.Select(r => r.ToJsonString())));

        var report = await Load(Server.Records);

        (report.Created, report.Rejected, report.Unresolved, report.Hidden).ShouldBe((10, 0, 0, 4));
        Lines().Select(r => (r.GetProperty("line").GetInt32(), r.GetProperty("reference").GetString(), r.GetProperty("severity").GetString(), r.GetProperty("path").GetString())).ShouldBe(
        [
            (3, $"Observation/{Id}n", "warning", "Observation.subject"), (4, $"Observation/{Id}g", "warning", "Observation.subject"),
            (8, $"Provenance/{Id}both", "warning", "Provenance.target"), (10, $"Provenance/{Id}d", "warning", "Provenance.target"),
        ]);
        Lines().ShouldAllBe(r => r.GetProperty("reason").GetString()!.EndsWith("hidden from every app.", StringComparison.Ordinal));

        var output = new StringWriter();
        (await Server.LoadTargets.Run(["records", Path.Combine(Folder, "a.ndjson")], Folder, output, default)).ShouldBe(0);
        output.ToString().ShouldContain("4 loaded resources belong to no patient, or to several, and are hidden from every app.");
        output.ToString().ShouldContain("rejects-records-");
        // In a directory nothing is anybody's.
        (await Server.Open.Load(new(Path.Combine(Folder, "a.ndjson"), Rejects), null, default)).Hidden.ShouldBe(0);
    }

    [Fact]
    public async Task A_reference_by_our_own_full_address_is_one_to_what_is_loaded_here()
    {
        const string Here = "https://plan.example/records/fhir";
        var there = Some.Observation(Id + "o", Id, performer: "https://plan.example/open/fhir/Practitioner/" + Id);
        await Write("a.ndjson", string.Join('\n', new[]
        {
            Some.Patient(Id), Some.Practitioner(Id), there,
            WithSubject(Some.Observation(Id + "a", Id, performer: $"{Here}/Practitioner/{Id}"), $"{Here}/Patient/{Id}"),
            WithSubject(Some.Observation(Id + "b", Id, performer: $"{Here}/Practitioner/{Id}never"), $"{Here}/Patient/{Id}/_history/1"),
            WithSubject(Some.Observation(Id + "c", Id), $"{Here}beyond/Patient/{Id}"),
        }.Select(r => r.ToJsonString())));

        var report = await Load(Server.Records);

        (report.Created, report.Unresolved, report.Hidden).ShouldBe((6, 1, 1));
        Lines().Select(r => (r.GetProperty("reference").GetString(), r.GetProperty("path").GetString())).ShouldBe(
            [($"Observation/{Id}c", "Observation.subject"), ($"Observation/{Id}b", "Observation.performer[0].reference")]);
        var app = App.Of(Server, Id);
        (await app.Matches($"Observation?subject=Patient/{Id}")).ShouldBe([$"Observation/{Id}a", $"Observation/{Id}b", $"Observation/{Id}o"]);
        (await app.Matches($"Observation?subject={Here}/Patient/{Id}&performer={Here}/Practitioner/{Id}")).ShouldBe([$"Observation/{Id}a"]);
        (await app.Search($"Observation?_id={Id}a&_include=Observation:performer")).Included.ShouldBe([$"Practitioner/{Id}"]);
        (await Subject("a")).ShouldBe("Patient/" + Id);
        (await Subject("b")).ShouldBe($"Patient/{Id}/_history/1");
        (await app.Get($"Observation/{Id}o")).GetProperty("performer")[0].GetProperty("reference").GetString().ShouldBe("https://plan.example/open/fhir/Practitioner/" + Id);

        async Task<string?> Subject(string of) => (await app.Get($"Observation/{Id}{of}")).GetProperty("subject").GetProperty("reference").GetString();

        static JsonObject WithSubject(JsonObject observation, string subject)
        {
            observation["subject"] = Some.Reference(subject);
            return observation;
        }
    }

    [Fact]
    public async Task A_reference_by_identifier_is_resolved_also_when_its_target_comes_later_and_refused_when_there_is_none()
    {
        var doctor = Some.Practitioner(Id + "z");
        doctor["identifier"] = new JsonArray(new JsonObject { ["system"] = "http://hl7.org/fhir/sid/us-npi", ["value"] = Id });
        await Write("1.json", Bundle(
            Entry(null, Some.Observation(Id + "a", "p", performer: $"Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|{Id}")),
            Entry(null, Some.Observation(Id + "b", "p", performer: "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|nobody"))));
        await Write("2.ndjson", doctor.ToJsonString());
        var report = await Load();
        (report.Created, report.Rejected).ShouldBe((2, 1));
        (await Reader.Get($"Observation/{Id}a")).GetProperty("performer")[0].GetProperty("reference").GetString().ShouldBe($"Practitioner/{Id}z");
        var refused = Lines().Single(r => r.GetProperty("severity").GetString() == "error");
        (refused.GetProperty("entry").GetInt32(), refused.GetProperty("reference").GetString()).ShouldBe((2, $"Observation/{Id}b"));
        refused.GetProperty("reason").GetString()!.ShouldContain("nobody");
        (await Load()).Unchanged.ShouldBe(2);
    }

    [Fact]
    public async Task References_by_identifier_to_what_waits_itself_are_resolved_in_one_batch_and_over_several()
    {
        const int Many = 600;
        var doctor = Numbered(Some.Practitioner(Id), Id);
        // All of these wait for the doctor in the last file, and the observations for patients who wait: the first for those beside them, others for those of the batch before.
        await WriteLines("1.ndjson", Enumerable.Range(0, Many).Select(i => OfDoctor(Some.Patient($"{Id}{i}"), Id, $"{Id}-{i}")).Append(OfDoctor(Some.Patient(Id + "lost"), "nobody", Id + "-lost")));
        await WriteLines("2.ndjson", [.. Enumerable.Range(0, Many).Select(i => OfPatient($"{Id}{i}", $"{Id}-{Many - 1 - i}")), OfPatient(Id + "lost", Id + "-lost")]);
        await WriteLines("3.ndjson", [doctor]);

        var report = await Load(Server.Records);

        (report.Created, report.Rejected, report.Unresolved, report.Hidden).ShouldBe((2 * Many + 1, 2, 0, 0));
        Lines().Select(r => r.GetProperty("reference").GetString()).ShouldBe([$"Patient/{Id}lost", $"Observation/{Id}lost"]);
        (await App.Of(Server, Id + "7").Matches("Observation?patient=" + Id + "7")).ShouldBe([$"Observation/{Id}{Many - 8}"]);
        (await Load(Server.Records)).Unchanged.ShouldBe(2 * Many + 1);

        static JsonObject Numbered(JsonObject resource, string number)
        {
            resource["identifier"] = new JsonArray(new JsonObject { ["system"] = "http://example.org/numbers", ["value"] = number });
            return resource;
        }

        static JsonObject OfDoctor(JsonObject patient, string doctor, string number)
        {
            patient["generalPractitioner"] = new JsonArray(Some.Reference("Practitioner?identifier=http://example.org/numbers|" + doctor));
            return Numbered(patient, number);
        }

        static JsonObject OfPatient(string id, string number)
        {
            var observation = Some.Observation(id, "x");
            observation["subject"] = Some.Reference("Patient?identifier=http://example.org/numbers|" + number);
            return observation;
        }
    }

    [Fact]
    public async Task What_is_about_a_Provenance_belongs_to_whom_that_belongs_to_also_when_it_changes_hands()
    {
        await WriteLines("1.ndjson", [Some.Patient(Id), Some.Patient(Id + "2")]);
        await WriteLines("2.ndjson",
        [
            Some.Provenance(Id + "c", $"Provenance/{Id}b", $"Observation/{Id}"), Some.Provenance(Id + "b", $"Provenance/{Id}a"), Some.Provenance(Id + "a", $"Observation/{Id}"),
            Some.Provenance(Id + "x", $"Provenance/{Id}y"), Some.Provenance(Id + "y", $"Provenance/{Id}x"), Some.Provenance(Id + "z", $"Provenance/{Id}z", $"Observation/{Id}"),
        ]);
        await WriteLines("3.ndjson", [Some.Observation(Id, Id)]);

        var report = await Load(Server.Records);

        (report.Created, report.Hidden).ShouldBe((9, 3));
        Lines().Select(r => r.GetProperty("reference").GetString()).ShouldBe([.. "xyz".Select(p => $"Provenance/{Id}{p}")]);
        (await Seen(Id)).ShouldBe([.. "abc".Select(p => $"Provenance/{Id}{p}")]);

        await WriteLines("3.ndjson", [Some.Observation(Id, Id + "2")]);
        (await Load(Server.Records)).Hidden.ShouldBe(3);
        (await Seen(Id)).ShouldBeEmpty();
        (await Seen(Id + "2")).ShouldBe([.. "abc".Select(p => $"Provenance/{Id}{p}")]);

        Task<IReadOnlyList<string>> Seen(string patient) => App.Of(Server, patient, "Provenance").Matches("Provenance");
    }
}
