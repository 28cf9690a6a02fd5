using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace PlanApi.Fhir.Tests.Isolation;

/// <summary>Whatever is asked, with whatever grant: all that comes back is the patient's, of a granted type, or shared and referred to by such a resource.</summary>
public sealed class RandomSearchTests(FhirServer server) : IClassFixture<FhirServer>
{
    private static readonly string[] Patients = ["r1", "r2", "r3"];
    private static readonly string[] Types = App.AllTypes.Split(',');

    private static readonly Gen<string> Reference = Gen.OneOfConst(
        "r1", "r2", "Patient/r1", "Patient/r2", "r2,r1", "Practitioner/d0", "Practitioner/d1", "PractitionerRole/role0", "Organization/g1", "Observation/o2");

    private static readonly Gen<string> Argument = Gen.OneOf(
        Gen.Select(Gen.OneOfConst("patient", "subject", "performer", "target", "practitioner", "organization", "partof", "subject:Patient", "location"), Reference, (n, v) => $"{n}={v}"),
        Gen.OneOfConst(
            "patient.family=Doe", "patient.gender:not=male", "performer:Practitioner.name=Adams", "performer:PractitionerRole.practitioner.name=a", "target:Observation.patient=r2",
            "organization.partof.name=Clinic", "code:not=zzz", "code=8867-4", "date=ge1990", "performer:missing=true", "performer:missing=false", "name=a,c,d", "_lastUpdated=gt2000",
            "_id=o1,o2,o3,r1,r2,r3,d0,d1,g0,g1,role0,l0,p1", "_sort=-_lastUpdated", "_sort=date", "_count=1", "_count=2", "_count=250", "status=final"),
        Gen.OneOfConst(
            "_include=Observation:patient", "_include=Observation:performer", "_include=Procedure:performer", "_include=Provenance:target", "_include=PractitionerRole:*",
            "_include:iterate=PractitionerRole:*", "_include:iterate=Organization:partof", "_include:iterate=Observation:patient",
            "_revinclude=Observation:patient", "_revinclude=Observation:performer", "_revinclude=PractitionerRole:practitioner", "_revinclude:iterate=Observation:patient",
            "_include=*", "_include:iterate=*", "_revinclude=*", "_revinclude:iterate=*"),
        Gen.OneOfConst(
            "_has:Observation:patient:code=8867-4", "_has:Observation:patient:_id=o1,o2,o3", "_has:Observation:patient:_has:Provenance:target:recorded=2026",
            "_has:Procedure:patient:performer.practitioner.name=a", "_has:Provenance:target:recorded=gt2000", "_has:Observation:performer:patient=r1,r2",
            "_has:Observation:performer:code:not=x", "_has:PractitionerRole:practitioner:organization.name=Clinic", "_has:PractitionerRole:organization:_id=role0,role1",
            "_has:PractitionerRole:location:practitioner.name=A", "_has:Organization:partof:name=Clinic"),
        Gen.OneOfConst(
            "near=10|10|100|km", "near=10|10|100|km&_sort=_id", "location.near=10|10|100|km", "name:contains=a", "name:contains=l", "name:missing=false", "performer:identifier=123",
            "code:text=a", "value-quantity=gt0", "value-quantity:missing=true", "code-value-quantity=8867-4$gt0", "identifier:of-type=a|b|c", "_source:missing=true",
            "_sort=patient,-code", "_sort=name,-_id", "_sort=-performer,date", "_sort=-name", "_total=accurate", "_total=none", "_summary=true", "_summary=count", "_summary=data",
            "_elements=status,name", "patient._has:Observation:patient:code=8867-4"));

    private static readonly Gen<(string Patient, string Read, string Search, bool InPart, string Query)> Requests = Gen.Select(
        Gen.OneOfConst(Patients), Gen.Bool, Gen.OneOfConst(Types).Array[1, 8], Gen.OneOfConst(Types).Array[1, 8], Gen.Int[0, 99], Argument.Array[0, 4],
        (patient, inPart, read, search, pick, arguments) =>
        {
            // Mostly a type that may be searched, else nearly every answer is empty.
            var type = pick < 90 ? search[pick % search.Length] : Types[pick % Types.Length];
            return (patient, string.Join(',', read), string.Join(',', search), inPart, $"{type}?{string.Join('&', arguments.Where(a => Fits(type, a)))}");
        });

    // Leaves out what would only be refused as undeclared.
    private static bool Fits(string type, string argument) => argument.Split('=') switch
    {
        ["_include", not "*" and var value] => value.StartsWith(type + ":", StringComparison.Ordinal),
        ["_revinclude", "Observation:patient"] => type == "Patient",
        ["_revinclude", not "*"] => type == "Practitioner",
        ["_sort", "date"] or ["_sort", "-performer,date"] or ["value-quantity", ..] or ["code-value-quantity", ..] or ["code:text", ..] => type == "Observation",
        ["_sort", "patient,-code"] => type is "Observation" or "Procedure",
        ["_sort", "name,-_id" or "-name"] => type is "Patient" or "Practitioner" or "Organization" or "Location",
        ["near", ..] => type == "Location",
        ["_elements", _] => type is "Patient" or "Observation" or "Procedure",
        [var has, ..] when has.StartsWith("_has:Observation:patient", StringComparison.Ordinal) || has.StartsWith("_has:Procedure:patient", StringComparison.Ordinal) => type == "Patient",
        [var has, ..] when has.StartsWith("_has:Observation:performer", StringComparison.Ordinal) => type is "Practitioner" or "PractitionerRole" or "Organization" or "Patient",
        [var has, ..] when has.StartsWith("_has:PractitionerRole:", StringComparison.Ordinal) => type.Equals(has.Split(':')[2], StringComparison.OrdinalIgnoreCase),
        [var has, ..] when has.StartsWith("_has:Organization", StringComparison.Ordinal) => type == "Organization",
        _ => true,
    };

    [Fact]
    public async Task Nothing_of_another_patient_and_nothing_ungranted_comes_back()
    {
        await Fill();
        var answered = 0;
        await Requests.SampleAsync(async request =>
        {
            var app = App.Of(server, request.Patient, Open(request.Read, request.InPart), "search=" + Open(request.Search, request.InPart));
            var granted = request.Read.Split(',').ToHashSet();
            var listed = request.Search.Split(',').ToHashSet();
            for (var next = request.Query; next is not null;)
            {
                using var response = await app.Send(HttpMethod.Get, next);
                ((int)response.StatusCode).ShouldBeLessThan(500);
                var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
                if (!response.IsSuccessStatusCode)
                    return;
                if (answer.TryGetProperty("total", out var total))
                    total.GetInt32().ShouldBeLessThanOrEqualTo(
                        Visible(request.Patient, [.. granted, .. listed], request.InPart).Count(r => r.StartsWith(request.Query[..(request.Query.IndexOf('?') + 1)].TrimEnd('?') + "/", StringComparison.Ordinal)), request.ToString());
                foreach (var entry in Bundles.Entries(answer))
                {
                    Interlocked.Increment(ref answered);
                    var match = entry.GetProperty("search").GetProperty("mode").GetString() == "match";
                    var reference = Bundles.Reference(entry);
                    (match ? listed : granted).ShouldContain(reference.Split('/')[0], $"{request}: {reference}");
                    Visible(request.Patient, [.. granted, .. listed], request.InPart).ShouldContain(reference, request.ToString());
                }

                next = Bundles.Link(answer, "next");
            }
        }, iter: 600, threads: 2);
        answered.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task Everything_is_no_more_than_what_was_granted_whoever_is_asked_for()
    {
        await Fill();
        var answered = 0;
        await Gen.Select(
            Gen.OneOfConst(Patients), Gen.OneOfConst(["r1", "r2", "r3", ""]), Gen.OneOfConst(Types).Array[1, 16], Gen.OneOfConst(Types).Array[4, 16],
            Gen.OneOfConst("", "&_type=Observation", "&_type=Practitioner,Organization,Procedure", "&_since=2000-01-01"), Gen.OneOfConst("", "&_count=1", "&_count=3"))
            .SampleAsync(async c =>
            {
                var (patient, asked, read, search, arguments, count) = c;
                var app = App.Of(server, patient, string.Join(',', read.Append("Patient")), "search=" + string.Join(',', search));
                var both = read.Append("Patient").Intersect(search).ToHashSet();
                List<string> found = [];
                for (var next = $"Patient/{asked}{(asked.Length > 0 ? "/" : "")}$everything?x={arguments}{count}"; next is not null;)
                {
                    using var response = await app.Send(HttpMethod.Get, next);
                    var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
                    ((int)response.StatusCode).ShouldBe(asked.Length == 0 || asked == patient ? 200 : 404);
                    if (!response.IsSuccessStatusCode)
                        return;
                    found.AddRange(Bundles.Entries(answer).Where(e => e.GetProperty("search").GetProperty("mode").GetString() != "outcome").Select(Bundles.Reference));
                    next = Bundles.Link(answer, "next");
                }

                Interlocked.Add(ref answered, found.Count);
                found.Distinct().Count().ShouldBe(found.Count);
                found.ShouldBeSubsetOf(Visible(patient, [.. read, "Patient", .. search]).Where(r => both.Contains(r.Split('/')[0])));
                if (arguments.Length == 0)
                    found.Count(f => World.Any(w => w.Reference == f && w.Owner == patient)).ShouldBe(World.Count(w => w.Owner == patient && both.Contains(w.Reference.Split('/')[0])));
            }, iter: 200, threads: 2);
        answered.ShouldBeGreaterThan(100);
    }

    // Observations in one category only.
    private static string Open(string types, bool inPart) => inPart ? string.Join(',', types.Split(',').Select(t => t == "Observation" ? $"{t}?http://example.org/kinds|laboratory" : t)) : types;

    // The world, told once more and simply: who owns what, and who refers to whom.
    private static readonly (string Reference, string? Owner, string[] To)[] World =
    [
        .. Patients.Select(p => ("Patient/" + p, (string?)p, Array.Empty<string>())),
        ("Observation/o1", "r1", ["Practitioner/d0"]),
        ("Observation/o2", "r2", ["PractitionerRole/role0"]),
        ("Observation/o3", "r3", ["Organization/g0"]),
        ("Observation/o4", "r1", ["Organization/g1"]),
        ("Procedure/p1", "r1", ["PractitionerRole/role1"]),
        ("Procedure/p2", "r2", ["Practitioner/d1"]),
        ("Provenance/v1", "r1", ["Observation/o1"]),
        ("Provenance/v2", "r2", ["Observation/o2", "Procedure/p2"]),
        ("Provenance/v3", null, ["Observation/o1", "Observation/o2"]),
        ("Practitioner/d0", null, []),
        ("Practitioner/d1", null, []),
        ("Practitioner/d2", null, []),
        ("PractitionerRole/role0", null, ["Practitioner/d2", "Organization/g0", "Location/l0"]),
        ("PractitionerRole/role1", null, ["Practitioner/d1", "Organization/g1"]),
        ("Organization/g0", null, ["Organization/g1"]),
        ("Organization/g1", null, ["Organization/g2"]),
        ("Organization/g2", null, []),
        ("Location/l0", null, []),
    ];

    private static readonly string[] Laboratory = ["Observation/o1", "Observation/o3"];

    private static HashSet<string> Visible(string patient, HashSet<string> granted, bool inPart = false)
    {
        var shared = new[] { "Practitioner", "PractitionerRole", "Organization", "Location" };
        var own = World.Where(w => w.Owner == patient && granted.Contains(w.Reference.Split('/')[0]))
            .Where(w => !inPart || !w.Reference.StartsWith("Observation/", StringComparison.Ordinal) || Laboratory.Contains(w.Reference)).ToList();
        var direct = own.SelectMany(w => w.To).Where(t => shared.Contains(t.Split('/')[0]) && granted.Contains(t.Split('/')[0])).ToHashSet();
        var further = World.Where(w => direct.Contains(w.Reference)).SelectMany(w => w.To).Where(t => granted.Contains(t.Split('/')[0]));
        return [.. direct, .. further, .. own.Select(w => w.Reference)];
    }

    private static JsonObject InLaboratory(JsonObject observation)
    {
        observation["category"] = new JsonArray(new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://example.org/kinds", ["code"] = "laboratory" }) });
        return observation;
    }

    private Task Fill() => server.Records.Put(
    [
        .. Patients.Select(p => Some.Patient(p)),
        InLaboratory(Some.Observation("o1", "r1", "2020-01-01", "Practitioner/d0")), Some.Observation("o2", "r2", "2021-01-01", "PractitionerRole/role0"),
        InLaboratory(Some.Observation("o3", "r3", "2022-01-01", "Organization/g0")), Some.Observation("o4", "r1", null, "Organization/g1"),
        Some.Procedure("p1", "r1", "PractitionerRole/role1"), Some.Procedure("p2", "r2", "Practitioner/d1"),
        Some.Provenance("v1", "Observation/o1"), Some.Provenance("v2", "Observation/o2", "Procedure/p2"), Some.Provenance("v3", "Observation/o1", "Observation/o2"),
        Some.Practitioner("d0"), Some.Practitioner("d1"), Some.Practitioner("d2"),
        Some.Role("role0", "d2", "g0", "l0"), Some.Role("role1", "d1", "g1"),
        Some.Organization("g0", partOf: "g1"), Some.Organization("g1", partOf: "g2"), Some.Organization("g2"), Some.Location("l0", 10, 10),
    ]);
}
