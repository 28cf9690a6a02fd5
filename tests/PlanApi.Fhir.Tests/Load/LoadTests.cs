using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlanApi.Fhir.Tests.Load;

public sealed class LoadTests(FhirServer server) : LoadFolder(server)
{
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
        var loaded = await Reader.Get($"Observation/{observation}");
        loaded.GetProperty("subject").GetProperty("reference").GetString().ShouldBe($"Patient/{patient}");
        (await Reader.Search($"Observation?patient={patient}&_include=Observation:performer&_include=Observation:patient")).Included
            .ShouldBe([$"Patient/{patient}", $"Practitioner/{doctor}"], ignoreOrder: true);
    }

    [Fact]
    public async Task Full_urls_of_another_server_become_ids_within_their_bundle_and_stay_what_they_are_elsewhere()
    {
        await Write("bundle.json", Bundle(
            Entry($"https://old.example/fhir/Patient/{Id}", Some.Patient(Id)),
            Entry($"https://old.example/fhir/Observation/{Id}", Some.Observation(Id, "x", performer: "https://old.example/fhir/Practitioner/9"), subject: $"https://old.example/fhir/Patient/{Id}")));
        (await Load()).Created.ShouldBe(2);
        var loaded = await Reader.Get("Observation/" + Id);
        loaded.GetProperty("subject").GetProperty("reference").GetString().ShouldBe("Patient/" + Id);
        loaded.GetProperty("performer")[0].GetProperty("reference").GetString().ShouldBe("https://old.example/fhir/Practitioner/9");
    }

    [Fact]
    public async Task A_folder_is_read_whole_lines_bundles_single_resources_and_compressed_ones()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "sub"));
        await Write("lines.ndjson", $"{Some.Location(Id + "1").ToJsonString()}\n\n{Some.Location(Id + "2").ToJsonString()}\r\n");
        await Write("sub/one.json", "\n  " + Some.Location(Id + "3"));
        await Write("bundle.json", Bundle(Entry(null, Some.Location(Id + "4"))));
        await Write("README.md", "not for us");
        await Compressed("more.ndjson.gz", Some.Location(Id + "5").ToJsonString());
        await Compressed("bundle2.json.gz", Bundle(Entry(null, Some.Location(Id + "6"))));
        var report = await Load();
        report.ShouldSatisfyAllConditions(() => report.Created.ShouldBe(6), () => report.Files.ShouldBe(5), () => report.Rejected.ShouldBe(0));
        File.Exists(Rejects).ShouldBeFalse();
        (await Reader.Matches("Location?_id=" + string.Join(',', Enumerable.Range(1, 6).Select(i => Id + i)))).Count.ShouldBe(6);
    }

    [Fact]
    public async Task What_is_refused_is_written_down_with_its_place_and_reason_and_the_rest_is_loaded()
    {
        await Write("a.ndjson", $$"""
            {{Some.Location(Id + "1").ToJsonString()}}
            {"resourceType":"Location","id":"{{Id}}2","identifier":[{"value":17}]}
            {"resourceType":"Location",
            {"resourceType":"Claim","id":"1"}
            {{Some.Location(Id + "5").ToJsonString()}}
            """);
        await Write("b.json", Bundle(Entry(null, Some.Location(Id + "6")), "{\"fullUrl\":\"urn:uuid:1\"}", Entry(null, new JsonObject { ["resourceType"] = "Location" })));
        await Write("c.json", Bundle(Entry(null, Some.Location(Id + "7")))[..^5]);
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
            {{{Some.Location(Id + "1").ToJsonString()}}}
            {"resourceType":"Observation","id":"{{{Id}}}2","status":"final","code":{"text":"x"},"component":[{"code":{"text":"a"}},{"valueString":"b"}]}
            {"resourceType":"Observation","id":"{{{Id}}}3","status":"nonsense","code":{"text":"x"}}
            """);
        (await Load()).Rejected.ShouldBe(2);
        Lines().Select(r => (r.GetProperty("line").GetInt32(), r.GetProperty("reference").GetString(), r.GetProperty("severity").GetString(), r.GetProperty("path").GetString())).ShouldBe(
        [
            (2, $"Observation/{Id}2", "error", "Observation.component[1].code"),
            (3, $"Observation/{Id}3", "error", "Observation.status"),
        ]);
        Lines().ShouldAllBe(r => r.GetProperty("reason").GetString()!.Length > 10);
    }

    [Fact]
    public async Task Text_that_is_not_Unicode_is_refused_where_it_stands_and_the_rest_is_loaded()
    {
        await Write("a.ndjson", $$$"""
            {"resourceType":"Location","id":"\ud800"}
            {"resourceType":"Location","id":"{{{Id}}}2","name":"\uDC00"}
            {"resourceType":"Location","id":"{{{Id}}}3","\ud800name":"x"}
            {"resourceType":"Observation","id":"{{{Id}}}4","subject":{"reference":"Patient?identifier=\ud800|1"}}
            {"resourceType":"Location","id":"{{{Id}}}5","name":"\ud83d\ude00","description":"\\ud800"}
            """);
        await Write("b.json", Bundle(Entry("urn:x:half", Some.Location(Id + "6")).Replace("half", @"\ud800"), Entry(null, Some.Location(Id + "7"))));
        await WriteLatin("c.json", Some.Location(Id, "Zürich"));
        await WriteLatin("d.json", Some.Location(Id + "8", "Zürich"), Some.Location(Id + "9"));
        await WriteLatin("f.ndjson", Some.Location(Id + "10", "Zürich"));
        await File.AppendAllLinesAsync(Path.Combine(Folder, "f.ndjson"), ["", Some.Location(Id + "11", "Zürich").ToJsonString().Replace(@"\u00FC", "ü")]);
        await Write("e.json", """{"resourceType":"\ud800","entry":[]}""");

        (await Load()).Created.ShouldBe(4);

        Lines().Select(r => (r.GetProperty("file").GetString(), r.TryGetProperty("line", out var line) ? line.GetInt32() : -r.GetProperty("entry").GetInt32())).ShouldBe(
            [("a.ndjson", 1), ("a.ndjson", 2), ("a.ndjson", 3), ("a.ndjson", 4), ("b.json", -1), ("c.json", 1), ("d.json", -1), ("e.json", -1), ("f.ndjson", 1)]);
        Lines().Where(r => r.GetProperty("file").GetString() != "e.json").ShouldAllBe(r => r.GetProperty("reason").GetString() == "It has text that is not Unicode.");
        (await Reader.Get($"Location/{Id}5")).GetProperty("description").GetString().ShouldBe(@"\ud800");
        (await Reader.Matches($"Location?address-city=Zürich&_id={Id}11,{Id}10,{Id}8")).ShouldBe([$"Location/{Id}11"]);
        (await Server.Open.PutText("""{"resourceType":"Location","id":"\ud800"}""")).Kind.ShouldBe(ChangeKind.Rejected);

        Task WriteLatin(string name, params JsonObject[] resources)
        {
            var json = resources.Length == 1 ? resources[0].ToJsonString() : Bundle([.. resources.Select(r => Entry(null, r))]);
            return File.WriteAllBytesAsync(Path.Combine(Folder, name), Encoding.Latin1.GetBytes(json.Replace(@"\u00FC", "ü")));
        }
    }

    [Fact]
    public async Task A_bundle_far_larger_than_a_buffer_is_streamed()
    {
        var text = new string('x', 3000);
        await Write("big.json", Bundle([.. Enumerable.Range(0, 700).Select(i =>
        {
            var location = Some.Location($"{Id}{i}");
            location["description"] = text;
            return Entry($"urn:x:{i}", location);
        })]));
        (await Load()).Created.ShouldBe(700);
    }

    [Fact]
    public async Task The_command_says_what_it_did_and_what_it_takes()
    {
        await Write("a.ndjson", Some.Location(Id).ToJsonString() + "\n{}");
        var output = new StringWriter();
        (await Server.LoadTargets.Run(["open", Folder], Folder, output, default)).ShouldBe(1);
        output.ToString().ShouldContain("1 files, 2 resources: 1 created, 0 updated, 0 unchanged, 0 of types not served here, 1 rejected");
        output.ToString().ShouldContain("rejects-open-");
        (await Server.LoadTargets.Run(["open"], Folder, output, default)).ShouldBe(2);
        (await Server.LoadTargets.Run(["shut", Folder], Folder, output, default)).ShouldBe(2);
        (await Server.LoadTargets.Run(["open", "/no/such/place"], Folder, output, default)).ShouldBe(2);
        output.ToString().ShouldContain("Usage: load open|records");
    }

    [Fact]
    public async Task The_command_tells_how_far_it_is_while_it_works_at_most_every_two_seconds()
    {
        await File.WriteAllLinesAsync(Path.Combine(Folder, "many.ndjson"), Enumerable.Range(0, 1100).Select(i => Some.Location($"{Id}{i}").ToJsonString()));

        (await Told(TimeSpan.FromSeconds(2))).ShouldBe([("500 created", "0 unchanged"), ("1000 created", "0 unchanged"), ("1100 created", "0 unchanged"), ("1100 created", "0 unchanged")]);
        (await Told(TimeSpan.FromSeconds(1))).ShouldBe([("0 created", "1000 unchanged"), ("0 created", "1100 unchanged")]);
        (await Told(TimeSpan.Zero)).ShouldBe([("0 created", "1100 unchanged")]);

        async Task<IEnumerable<(string, string)>> Told(TimeSpan step)
        {
            var output = new StringWriter();
            (await new LoadTargets(Server.Branches, new SteppingClock(step)).Run(["open", Folder], Folder, output, default)).ShouldBe(0);
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

    private async Task Compressed(string name, string text)
    {
        await using var file = File.Create(Path.Combine(Folder, name));
        await using var zip = new GZipStream(file, CompressionLevel.Fastest);
        await zip.WriteAsync(Encoding.UTF8.GetBytes(text));
    }

    private static JsonObject Without(JsonObject resource, string element)
    {
        resource.Remove(element);
        return resource;
    }
}
