using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlanApi.Fhir.Tests.Load;

public sealed class LoadTests(FhirServer server) : IClassFixture<FhirServer>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("planapi-load-").FullName;
    private readonly string _id = Some.Id();
    private readonly App _app = App.AtOpen(server);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_transactions_own_names_become_ids_and_loading_it_again_changes_nothing()
    {
        var (patient, observation, doctor) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await Write("bundle.json", Bundle(
            Entry($"urn:uuid:{observation}", Without(Some.Observation("x", "x", performer: $"urn:uuid:{doctor}"), "id"), subject: $"urn:uuid:{patient}"),
            Entry($"urn:uuid:{patient}", Some.Patient(patient.ToString())),
            Entry($"urn:uuid:{doctor}", Without(Some.Practitioner("x"), "id"))));
        (await Load()).Created.ShouldBe(3);
        (await Load()).Unchanged.ShouldBe(3);
        var loaded = await _app.Get($"Observation/{observation}");
        loaded.GetProperty("subject").GetProperty("reference").GetString().ShouldBe($"Patient/{patient}");
        (await _app.Search($"Observation?patient={patient}&_include=Observation:performer&_include=Observation:patient")).Included
            .ShouldBe([$"Patient/{patient}", $"Practitioner/{doctor}"], ignoreOrder: true);
    }

    [Fact]
    public async Task Full_urls_of_another_server_become_ids_within_their_bundle_and_stay_what_they_are_elsewhere()
    {
        await Write("bundle.json", Bundle(
            Entry($"https://old.example/fhir/Patient/{_id}", Some.Patient(_id)),
            Entry($"https://old.example/fhir/Observation/{_id}", Some.Observation(_id, "x", performer: "https://old.example/fhir/Practitioner/9"), subject: $"https://old.example/fhir/Patient/{_id}")));
        (await Load()).Created.ShouldBe(2);
        var loaded = await _app.Get("Observation/" + _id);
        loaded.GetProperty("subject").GetProperty("reference").GetString().ShouldBe("Patient/" + _id);
        loaded.GetProperty("performer")[0].GetProperty("reference").GetString().ShouldBe("https://old.example/fhir/Practitioner/9");
    }

    [Fact]
    public async Task A_folder_is_read_whole_lines_bundles_single_resources_and_compressed_ones()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "sub"));
        await Write("lines.ndjson", $"{Some.Location(_id + "1").ToJsonString()}\n\n{Some.Location(_id + "2").ToJsonString()}\r\n");
        await Write("sub/one.json", "\n  " + Some.Location(_id + "3"));
        await Write("bundle.json", Bundle(Entry(null, Some.Location(_id + "4"))));
        await Write("README.md", "not for us");
        await Compressed("more.ndjson.gz", Some.Location(_id + "5").ToJsonString());
        await Compressed("bundle2.json.gz", Bundle(Entry(null, Some.Location(_id + "6"))));
        var report = await Load();
        report.ShouldSatisfyAllConditions(() => report.Created.ShouldBe(6), () => report.Files.ShouldBe(5), () => report.Rejected.ShouldBe(0));
        File.Exists(Rejects).ShouldBeFalse();
        (await _app.Matches("Location?_id=" + string.Join(',', Enumerable.Range(1, 6).Select(i => _id + i)))).Count.ShouldBe(6);
    }

    [Fact]
    public async Task What_is_refused_is_written_down_with_its_place_and_reason_and_the_rest_is_loaded()
    {
        await Write("a.ndjson", $$"""
            {{Some.Location(_id + "1").ToJsonString()}}
            {"resourceType":"Location","id":"{{_id}}2","identifier":[{"value":17}]}
            {"resourceType":"Location",
            {"resourceType":"Claim","id":"1"}
            {{Some.Location(_id + "5").ToJsonString()}}
            """);
        await Write("b.json", Bundle(Entry(null, Some.Location(_id + "6")), "{\"fullUrl\":\"urn:uuid:1\"}", Entry(null, new JsonObject { ["resourceType"] = "Location" })));
        await Write("c.json", Bundle(Entry(null, Some.Location(_id + "7")))[..^5]);
        await Write("d.ndjson.gz", "this is no gzip");
        await Write("e.json", "{}");
        var report = await Load();
        (report.Created, report.NotServed, report.Rejected).ShouldBe((3, 1, 7));
        var rejects = File.ReadLines(Rejects).Select(l => JsonDocument.Parse(l).RootElement).Select(r => (
            r.GetProperty("file").GetString()!,
            r.TryGetProperty("line", out var line) ? line.GetInt32() : -r.GetProperty("entry").GetInt32(),
            r.GetProperty("reason").GetString()!)).ToList();
        Reason("a.ndjson", 2).ShouldContain("Location.identifier[0].value");
        Reason("a.ndjson", 3).ShouldContain("JSON");
        Reason("b.json", -2).ShouldContain("no resource");
        Reason("b.json", -3).ShouldContain("Location.id");
        Reason("c.json", -1).ShouldContain("can not be read");
        Reason("d.ndjson.gz", 1).ShouldContain("can not be read");
        Reason("e.json", 1).ShouldContain("resourceType");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Rejects).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        string Reason(string file, int place) => rejects.Single(r => r.Item1 == file && r.Item2 == place).Item3;
    }

    [Fact]
    public async Task Each_reject_tells_line_path_and_reason()
    {
        await Write("a.ndjson", $$$"""
            {{{Some.Location(_id + "1").ToJsonString()}}}
            {"resourceType":"Observation","id":"{{{_id}}}2","status":"final","code":{"text":"x"},"component":[{"code":{"text":"a"}},{"valueString":"b"}]}
            {"resourceType":"Observation","id":"{{{_id}}}3","status":"nonsense","code":{"text":"x"}}
            """);
        (await Load()).Rejected.ShouldBe(2);
        Lines().Select(r => (r.GetProperty("line").GetInt32(), r.GetProperty("reference").GetString(), r.GetProperty("severity").GetString(), r.GetProperty("path").GetString())).ShouldBe(
        [
            (2, $"Observation/{_id}2", "error", "Observation.component[1].code"),
            (3, $"Observation/{_id}3", "error", "Observation.status"),
        ]);
        Lines().ShouldAllBe(r => r.GetProperty("reason").GetString()!.Length > 10);
    }

    [Fact]
    public async Task Text_that_is_not_Unicode_is_refused_where_it_stands_and_the_rest_is_loaded()
    {
        await Write("a.ndjson", $$$"""
            {"resourceType":"Location","id":"\ud800"}
            {"resourceType":"Location","id":"{{{_id}}}2","name":"\uDC00"}
            {"resourceType":"Location","id":"{{{_id}}}3","\ud800name":"x"}
            {"resourceType":"Observation","id":"{{{_id}}}4","subject":{"reference":"Patient?identifier=\ud800|1"}}
            {"resourceType":"Location","id":"{{{_id}}}5","name":"\ud83d\ude00","description":"\\ud800"}
            """);
        await Write("b.json", Bundle(Entry("urn:x:half", Some.Location(_id + "6")).Replace("half", @"\ud800"), Entry(null, Some.Location(_id + "7"))));
        await WriteLatin("c.json", Some.Location(_id, "Zürich"));
        await WriteLatin("d.json", Some.Location(_id + "8", "Zürich"), Some.Location(_id + "9"));
        await WriteLatin("f.ndjson", Some.Location(_id + "10", "Zürich"));
        await File.AppendAllLinesAsync(Path.Combine(_folder, "f.ndjson"), ["", Some.Location(_id + "11", "Zürich").ToJsonString().Replace(@"\u00FC", "ü")]);
        await Write("e.json", """{"resourceType":"\ud800","entry":[]}""");

        (await Load()).Created.ShouldBe(4);

        Lines().Select(r => (r.GetProperty("file").GetString(), r.TryGetProperty("line", out var line) ? line.GetInt32() : -r.GetProperty("entry").GetInt32())).ShouldBe(
            [("a.ndjson", 1), ("a.ndjson", 2), ("a.ndjson", 3), ("a.ndjson", 4), ("b.json", -1), ("c.json", 1), ("d.json", -1), ("e.json", -1), ("f.ndjson", 1)]);
        Lines().Where(r => r.GetProperty("file").GetString() != "e.json").ShouldAllBe(r => r.GetProperty("reason").GetString() == "It has text that is not Unicode.");
        (await _app.Get($"Location/{_id}5")).GetProperty("description").GetString().ShouldBe(@"\ud800");
        (await _app.Matches($"Location?address-city=Zürich&_id={_id}11,{_id}10,{_id}8")).ShouldBe([$"Location/{_id}11"]);
        (await server.Open.PutText("""{"resourceType":"Location","id":"\ud800"}""")).Kind.ShouldBe(ChangeKind.Rejected);

        Task WriteLatin(string name, params JsonObject[] resources)
        {
            var json = resources.Length == 1 ? resources[0].ToJsonString() : Bundle([.. resources.Select(r => Entry(null, r))]);
            return File.WriteAllBytesAsync(Path.Combine(_folder, name), Encoding.Latin1.GetBytes(json.Replace(@"\u00FC", "ü")));
        }
    }

    [Fact]
    public async Task References_that_lead_nowhere_are_flagged_once_the_load_has_ended_and_the_resource_is_taken()
    {
        var within = Some.Observation(_id + "c", _id, performer: "#inner");
        within["contained"] = new JsonArray(Some.Practitioner("other"));
        await Write("1.ndjson", $$"""
            {{Some.Observation(_id + "a", _id, performer: $"Practitioner/{_id}later").ToJsonString()}}
            {{Some.Observation(_id + "b", _id, performer: $"Practitioner/{_id}never").ToJsonString()}}
            {{within.ToJsonString()}}
            {{Some.Observation(_id + "d", _id, performer: "https://elsewhere.example/Practitioner/1").ToJsonString()}}
            """);
        await Write("2.ndjson", $"{Some.Practitioner(_id + "later").ToJsonString()}\n{Some.Patient(_id).ToJsonString()}\n");
        var report = await Load();
        (report.Created, report.Rejected, report.Unresolved).ShouldBe((6, 0, 2));
        Lines().Select(r => (r.GetProperty("line").GetInt32(), r.GetProperty("reference").GetString(), r.GetProperty("severity").GetString(), r.GetProperty("path").GetString())).ShouldBe(
        [
            (2, $"Observation/{_id}b", "warning", "Observation.performer[0].reference"), (3, $"Observation/{_id}c", "warning", "Observation.performer[0].reference"),
        ]);
        await _app.Get($"Observation/{_id}b");

        await server.Open.Put(Some.Practitioner(_id + "never"));
        (await Load()).Unresolved.ShouldBe(1);
        await server.Open.Changes.Delete("Practitioner", _id + "never", default);
        (await Load()).Unresolved.ShouldBe(2);
    }

    [Fact]
    public async Task The_command_says_what_leads_nowhere_and_ends_well()
    {
        await Write("a.ndjson", Some.Observation(_id, _id + "nobody").ToJsonString());
        var output = new StringWriter();
        (await server.LoadTargets.Run(["open", _folder], _folder, output, default)).ShouldBe(0);
        output.ToString().ShouldContain("1 references of loaded resources lead nowhere.");
        output.ToString().ShouldContain("rejects-open-");
    }

    [Fact]
    public async Task What_belongs_to_whom_its_targets_belong_to_is_written_after_them_whatever_the_names_of_the_files()
    {
        var first = Guid.CreateVersion7();
        var measured = Some.Observation(_id + "m", _id);
        measured["identifier"] = new JsonArray(new JsonObject { ["system"] = "http://example.org/numbers", ["value"] = _id });
        await Write("Patient.ndjson", Some.Patient(_id).ToJsonString());
        await Write("Provenance.ndjson", $"{Some.Provenance(_id + "a", $"Specimen/{_id}", $"ServiceRequest/{_id}").ToJsonString()}\n{Some.Provenance(_id + "b", $"ServiceRequest/{_id}").ToJsonString()}\n");
        await Write("ServiceRequest.ndjson", new JsonObject { ["resourceType"] = "ServiceRequest", ["id"] = _id, ["status"] = "active", ["intent"] = "order", ["subject"] = Some.Reference("Patient/" + _id) }.ToJsonString());
        await Write("bundle.json", Bundle(
            Entry(null, Some.Provenance(_id + "c", $"urn:uuid:{first}")),
            Entry(null, Some.Provenance(_id + "d", $"Observation?identifier=http://example.org/numbers|{_id}")),
            Entry($"urn:uuid:{first}", Some.Observation(first.ToString(), _id))));
        await Write("more.ndjson", measured.ToJsonString());

        var report = await Load(server.Records);

        // Of the first it is not said whose its specimen is, a type that is not served here.
        (report.Created, report.Rejected, report.Hidden).ShouldBe((8, 0, 1));
        (await App.Of(server, _id, "Provenance").Matches("Provenance")).ShouldBe([.. "bcd".Select(p => $"Provenance/{_id}{p}")]);
        (await App.Of(server, _id, "Provenance").Get($"Provenance/{_id}c")).GetProperty("target")[0].GetProperty("reference").GetString().ShouldBe($"Observation/{first}");
        (await Load(server.Records)).Unchanged.ShouldBe(8);
    }

    [Fact]
    public async Task What_belongs_to_no_patient_or_to_several_is_loaded_and_flagged()
    {
        var (nobodys, groups) = (Some.Observation(_id + "n", _id), Some.Observation(_id + "g", _id));
        nobodys.Remove("subject");
        groups["subject"] = Some.Reference("Group/" + _id);
        await Write("a.ndjson", string.Join('\n', new[]
        {
            Some.Patient(_id), Some.Patient(_id + "2"), nobodys, groups, Some.Observation(_id + "a", _id), Some.Observation(_id + "b", _id + "2"), Some.Practitioner(_id),
            Some.Provenance(_id + "both", $"Observation/{_id}a", $"Observation/{_id}b"), Some.Provenance(_id + "a", $"Observation/{_id}a"), Some.Provenance(_id + "d", "Practitioner/" + _id),
        }.Select(r => r.ToJsonString())));

        var report = await Load(server.Records);

        (report.Created, report.Rejected, report.Unresolved, report.Hidden).ShouldBe((10, 0, 0, 4));
        Lines().Select(r => (r.GetProperty("line").GetInt32(), r.GetProperty("reference").GetString(), r.GetProperty("severity").GetString(), r.GetProperty("path").GetString())).ShouldBe(
        [
            (3, $"Observation/{_id}n", "warning", "Observation.subject"), (4, $"Observation/{_id}g", "warning", "Observation.subject"),
            (8, $"Provenance/{_id}both", "warning", "Provenance.target"), (10, $"Provenance/{_id}d", "warning", "Provenance.target"),
        ]);
        Lines().ShouldAllBe(r => r.GetProperty("reason").GetString()!.EndsWith("hidden from every app.", StringComparison.Ordinal));

        var output = new StringWriter();
        (await server.LoadTargets.Run(["records", Path.Combine(_folder, "a.ndjson")], _folder, output, default)).ShouldBe(0);
        output.ToString().ShouldContain("4 loaded resources belong to no patient, or to several, and are hidden from every app.");
        output.ToString().ShouldContain("rejects-records-");
        // In a directory nothing is anybody's.
        (await server.Open.Load(new(Path.Combine(_folder, "a.ndjson"), Rejects), null, default)).Hidden.ShouldBe(0);
    }

    [Fact]
    public async Task A_reference_by_our_own_full_address_is_one_to_what_is_loaded_here()
    {
        const string Here = "https://plan.example/records/fhir";
        var there = Some.Observation(_id + "o", _id, performer: "https://plan.example/open/fhir/Practitioner/" + _id);
        await Write("a.ndjson", string.Join('\n', new[]
        {
            Some.Patient(_id), Some.Practitioner(_id), there,
            WithSubject(Some.Observation(_id + "a", _id, performer: $"{Here}/Practitioner/{_id}"), $"{Here}/Patient/{_id}"),
            WithSubject(Some.Observation(_id + "b", _id, performer: $"{Here}/Practitioner/{_id}never"), $"{Here}/Patient/{_id}/_history/1"),
            WithSubject(Some.Observation(_id + "c", _id), $"{Here}beyond/Patient/{_id}"),
        }.Select(r => r.ToJsonString())));

        var report = await Load(server.Records);

        (report.Created, report.Unresolved, report.Hidden).ShouldBe((6, 1, 1));
        Lines().Select(r => (r.GetProperty("reference").GetString(), r.GetProperty("path").GetString())).ShouldBe(
            [($"Observation/{_id}c", "Observation.subject"), ($"Observation/{_id}b", "Observation.performer[0].reference")]);
        var app = App.Of(server, _id);
        (await app.Matches($"Observation?subject=Patient/{_id}")).ShouldBe([$"Observation/{_id}a", $"Observation/{_id}b", $"Observation/{_id}o"]);
        (await app.Matches($"Observation?subject={Here}/Patient/{_id}&performer={Here}/Practitioner/{_id}")).ShouldBe([$"Observation/{_id}a"]);
        (await app.Search($"Observation?_id={_id}a&_include=Observation:performer")).Included.ShouldBe([$"Practitioner/{_id}"]);
        (await Subject("a")).ShouldBe("Patient/" + _id);
        (await Subject("b")).ShouldBe($"Patient/{_id}/_history/1");
        (await app.Get($"Observation/{_id}o")).GetProperty("performer")[0].GetProperty("reference").GetString().ShouldBe("https://plan.example/open/fhir/Practitioner/" + _id);

        async Task<string?> Subject(string of) => (await app.Get($"Observation/{_id}{of}")).GetProperty("subject").GetProperty("reference").GetString();

        static JsonObject WithSubject(JsonObject observation, string subject)
        {
            observation["subject"] = Some.Reference(subject);
            return observation;
        }
    }

    [Fact]
    public async Task A_reference_by_identifier_is_resolved_also_when_its_target_comes_later_and_refused_when_there_is_none()
    {
        var doctor = Some.Practitioner(_id + "z");
        doctor["identifier"] = new JsonArray(new JsonObject { ["system"] = "http://hl7.org/fhir/sid/us-npi", ["value"] = _id });
        await Write("1.json", Bundle(
            Entry(null, Some.Observation(_id + "a", "p", performer: $"Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|{_id}")),
            Entry(null, Some.Observation(_id + "b", "p", performer: "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|nobody"))));
        await Write("2.ndjson", doctor.ToJsonString());
        var report = await Load();
        (report.Created, report.Rejected).ShouldBe((2, 1));
        (await _app.Get($"Observation/{_id}a")).GetProperty("performer")[0].GetProperty("reference").GetString().ShouldBe($"Practitioner/{_id}z");
        var refused = Lines().Single(r => r.GetProperty("severity").GetString() == "error");
        (refused.GetProperty("entry").GetInt32(), refused.GetProperty("reference").GetString()).ShouldBe((2, $"Observation/{_id}b"));
        refused.GetProperty("reason").GetString()!.ShouldContain("nobody");
        (await Load()).Unchanged.ShouldBe(2);
    }

    [Fact]
    public async Task References_by_identifier_to_what_waits_itself_are_resolved_in_one_batch_and_over_several()
    {
        const int Many = 600;
        var doctor = Numbered(Some.Practitioner(_id), _id);
        // All of these wait for the doctor in the last file, and the observations for patients who wait: the first for those beside them, others for those of the batch before.
        await WriteLines("1.ndjson", Enumerable.Range(0, Many).Select(i => OfDoctor(Some.Patient($"{_id}{i}"), _id, $"{_id}-{i}")).Append(OfDoctor(Some.Patient(_id + "lost"), "nobody", _id + "-lost")));
        await WriteLines("2.ndjson", [.. Enumerable.Range(0, Many).Select(i => OfPatient($"{_id}{i}", $"{_id}-{Many - 1 - i}")), OfPatient(_id + "lost", _id + "-lost")]);
        await WriteLines("3.ndjson", [doctor]);

        var report = await Load(server.Records);

        (report.Created, report.Rejected, report.Unresolved, report.Hidden).ShouldBe((2 * Many + 1, 2, 0, 0));
        Lines().Select(r => r.GetProperty("reference").GetString()).ShouldBe([$"Patient/{_id}lost", $"Observation/{_id}lost"]);
        (await App.Of(server, _id + "7").Matches("Observation?patient=" + _id + "7")).ShouldBe([$"Observation/{_id}{Many - 8}"]);
        (await Load(server.Records)).Unchanged.ShouldBe(2 * Many + 1);

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
        await WriteLines("1.ndjson", [Some.Patient(_id), Some.Patient(_id + "2")]);
        await WriteLines("2.ndjson",
        [
            Some.Provenance(_id + "c", $"Provenance/{_id}b", $"Observation/{_id}"), Some.Provenance(_id + "b", $"Provenance/{_id}a"), Some.Provenance(_id + "a", $"Observation/{_id}"),
            Some.Provenance(_id + "x", $"Provenance/{_id}y"), Some.Provenance(_id + "y", $"Provenance/{_id}x"), Some.Provenance(_id + "z", $"Provenance/{_id}z", $"Observation/{_id}"),
        ]);
        await WriteLines("3.ndjson", [Some.Observation(_id, _id)]);

        var report = await Load(server.Records);

        (report.Created, report.Hidden).ShouldBe((9, 3));
        Lines().Select(r => r.GetProperty("reference").GetString()).ShouldBe([.. "xyz".Select(p => $"Provenance/{_id}{p}")]);
        (await Seen(_id)).ShouldBe([.. "abc".Select(p => $"Provenance/{_id}{p}")]);

        await WriteLines("3.ndjson", [Some.Observation(_id, _id + "2")]);
        (await Load(server.Records)).Hidden.ShouldBe(3);
        (await Seen(_id)).ShouldBeEmpty();
        (await Seen(_id + "2")).ShouldBe([.. "abc".Select(p => $"Provenance/{_id}{p}")]);

        Task<IReadOnlyList<string>> Seen(string patient) => App.Of(server, patient, "Provenance").Matches("Provenance");
    }

    [Fact]
    public async Task A_bundle_far_larger_than_a_buffer_is_streamed()
    {
        var text = new string('x', 3000);
        await Write("big.json", Bundle([.. Enumerable.Range(0, 700).Select(i =>
        {
            var location = Some.Location($"{_id}{i}");
            location["description"] = text;
            return Entry($"urn:x:{i}", location);
        })]));
        (await Load()).Created.ShouldBe(700);
    }

    [Fact]
    public async Task The_command_says_what_it_did_and_what_it_takes()
    {
        await Write("a.ndjson", Some.Location(_id).ToJsonString() + "\n{}");
        var output = new StringWriter();
        (await server.LoadTargets.Run(["open", _folder], _folder, output, default)).ShouldBe(1);
        output.ToString().ShouldContain("1 files, 2 resources: 1 created, 0 updated, 0 unchanged, 0 of types not served here, 1 rejected");
        output.ToString().ShouldContain("rejects-open-");
        (await server.LoadTargets.Run(["open"], _folder, output, default)).ShouldBe(2);
        (await server.LoadTargets.Run(["shut", _folder], _folder, output, default)).ShouldBe(2);
        (await server.LoadTargets.Run(["open", "/no/such/place"], _folder, output, default)).ShouldBe(2);
        output.ToString().ShouldContain("Usage: load open|records");
    }

    [Fact]
    public async Task The_command_tells_how_far_it_is_while_it_works_at_most_every_two_seconds()
    {
        await File.WriteAllLinesAsync(Path.Combine(_folder, "many.ndjson"), Enumerable.Range(0, 1100).Select(i => Some.Location($"{_id}{i}").ToJsonString()));

        (await Told(TimeSpan.FromSeconds(2))).ShouldBe([("500 created", "0 unchanged"), ("1000 created", "0 unchanged"), ("1100 created", "0 unchanged"), ("1100 created", "0 unchanged")]);
        (await Told(TimeSpan.FromSeconds(1))).ShouldBe([("0 created", "1000 unchanged"), ("0 created", "1100 unchanged")]);
        (await Told(TimeSpan.Zero)).ShouldBe([("0 created", "1100 unchanged")]);

        async Task<IEnumerable<(string, string)>> Told(TimeSpan step)
        {
            var output = new StringWriter();
            (await new LoadTargets(server.Branches, new SteppingClock(step)).Run(["open", _folder], _folder, output, default)).ShouldBe(0);
            return output.ToString().Trim().Split('\n').Select(line => line.Split(": ")[1].Split(", ")).Select(counts => (counts[0], counts[2]));
        }
    }

    /// <summary>Each look at it finds it a step later.</summary>
    private sealed class SteppingClock(TimeSpan step) : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now += step.Ticks;
    }

    private List<JsonElement> Lines() => [.. File.ReadLines(Rejects).Select(l => JsonDocument.Parse(l).RootElement)];

    private string Rejects => Path.Combine(_folder, "out", "rejects.ndjson");

    private Task<LoadReport> Load(FhirBranch? into = null) => (into ?? server.Open).Load(new(_folder, Rejects), null, default);

    private Task Write(string name, string text) => File.WriteAllTextAsync(Path.Combine(_folder, name), text);

    private Task WriteLines(string name, IEnumerable<JsonObject> resources) => File.WriteAllLinesAsync(Path.Combine(_folder, name), resources.Select(r => r.ToJsonString()));

    private async Task Compressed(string name, string text)
    {
        await using var file = File.Create(Path.Combine(_folder, name));
        await using var zip = new GZipStream(file, CompressionLevel.Fastest);
        await zip.WriteAsync(Encoding.UTF8.GetBytes(text));
    }

    private static string Bundle(params string[] entries) =>
        $$"""{ "resourceType": "Bundle", "type": "transaction", "link": [{"relation":"self","url":"x"}], "entry": [ {{string.Join(",\n", entries)}} ], "total": {{entries.Length}} }""";

    private static string Entry(string? fullUrl, JsonObject resource, string? subject = null)
    {
        if (subject is not null)
            resource["subject"] = Some.Reference(subject);
        var entry = new JsonObject { ["resource"] = resource, ["request"] = new JsonObject { ["method"] = "POST", ["url"] = "x" } };
        if (fullUrl is not null)
            entry["fullUrl"] = fullUrl;
        return entry.ToJsonString();
    }

    private static JsonObject Without(JsonObject resource, string element)
    {
        resource.Remove(element);
        return resource;
    }
}
