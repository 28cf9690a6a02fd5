using System.Globalization;
using System.Text.Json;
using CsCheck;

namespace PlanApi.Fhir.Tests.Isolation;

/// <summary>
/// Whatever is asked, by whatever door, with whatever grant: all that comes back is the patient's, of a granted type, category and sandbox and not withheld, or
/// shared and referred to by such a resource; and a paging link is good for the token that it was given to, and for no other.
/// </summary>
public sealed class RandomSearchTests(FhirServer server) : IClassFixture<FhirServer>
{
    private static readonly string[] Types = App.AllTypes.Split(',');

    private static readonly Gen<string> Reference = Gen.OneOfConst(
        "r1", "r2", "Patient/r1", "Patient/r2", "r2,r1", "Practitioner/d0", "Practitioner/d1", "PractitionerRole/role0", "Organization/g1", "Observation/o2");

    private static readonly Gen<string> Argument = Gen.OneOf(
        Gen.Select(Gen.OneOfConst("patient", "subject", "performer", "target", "practitioner", "organization", "partof", "subject:Patient", "location"), Reference, (n, v) => $"{n}={v}"),
        Gen.OneOfConst(
            "patient.family=Doe", "patient.gender:not=male", "performer:Practitioner.name=Adams", "performer:PractitionerRole.practitioner.name=a", "target:Observation.patient=r2",
            "organization.partof.name=Clinic", "code:not=zzz", "code=8867-4", "date=ge1990", "performer:missing=true", "performer:missing=false", "name=a,c,d", "_lastUpdated=gt2000",
            "_id=o1,o2,o3,o5,o7,o8,o9,r1,r2,r3,d0,d1,d3,d4,g0,g1,role0,role2,l0,p1", "_sort=-_lastUpdated", "_sort=date", "status=final"),
        Gen.OneOfConst(
            "_include=Observation:patient", "_include=Observation:performer", "_include=Procedure:performer", "_include=Provenance:target", "_include=PractitionerRole:*",
            "_include:iterate=PractitionerRole:*", "_include:iterate=Organization:partof", "_include:iterate=Observation:patient",
            "_revinclude=Observation:patient", "_revinclude=Observation:performer", "_revinclude=PractitionerRole:practitioner", "_revinclude:iterate=Observation:patient",
            "_include=*", "_include:iterate=*", "_revinclude=*", "_revinclude:iterate=*"),
        Gen.OneOfConst(
            "_has:Observation:patient:code=8867-4", "_has:Observation:patient:_id=o1,o2,o3", "_has:Observation:patient:_has:Provenance:target:recorded=2026",
            "_has:Procedure:patient:performer.practitioner.name=a", "_has:Provenance:target:recorded=gt2000", "_has:Observation:performer:patient=r1,r2",
            "_has:Observation:performer:code:not=x", "_has:PractitionerRole:practitioner:organization.name=Clinic", "_has:PractitionerRole:organization:_id=role0,role1",
            "_has:PractitionerRole:location:practitioner.name=A", "specialty=207Q&location=l0", "specialty=207Q&location.address-city=spring", "_has:Organization:partof:name=Clinic"),
        Gen.OneOfConst(
            "_security=ETH", "_security=http://example.org/labels|ETH", "_security:not=ETH", "_security:missing=true", "_security:missing=false", "_tag=tagged", "_tag=http://example.org/tags|",
            "_tag:not=tagged", "_profile=" + RandomWorld.Profile, "_profile:missing=true", "_has:Observation:patient:_security=ETH", "_has:Observation:performer:_tag=tagged",
            "performer:Practitioner._security=ETH", "patient._has:Observation:patient:_security=ETH", "target:Observation._tag=tagged"),
        Gen.OneOfConst(
            "near=10|10|100|km", "near=10|10|100|km&_sort=_id", "location.near=10|10|100|km", "name:contains=a", "name:contains=l", "name:missing=false", "performer:identifier=123",
            "code:text=a", "value-quantity=gt0", "value-quantity:missing=true", "code-value-quantity=8867-4$gt0", "identifier:of-type=a|b|c", "_source:missing=true",
            "_sort=patient,-code", "_sort=name,-_id", "_sort=-performer,date", "_sort=-name", "_total=accurate", "_total=none", "_summary=true", "_summary=count", "_summary=data",
            "_elements=status,name", "patient._has:Observation:patient:code=8867-4"));

    private static readonly Gen<Grant> Grants = GrantsOf(Gen.OneOfConst(Types).Array[1, 8]);

    private static Gen<Grant> GrantsOf(Gen<string[]> types) => Gen.Select(
        Gen.OneOfConst(RandomWorld.Patients), types, types, Gen.Bool, Gen.Bool, Gen.Int[0, 9],
        (patient, read, search, inPart, withholds, sandbox) => new Grant(patient, Joined(read), Joined(search), inPart, withholds, sandbox switch
        {
            < 6 => null,
            < 9 => patient == "r2" ? "other" : "acme",
            _ => patient == "r2" ? "acme" : "other",
        }));

    // Mostly a type that may be searched, else nearly every answer is empty.
    private static readonly Gen<(Grant Grant, Grant Other, bool Posts, string Type, string Arguments)> Searches = Gen.Select(
        Grants, Grants, Gen.Bool, Gen.Int[0, 99], Argument.Array[0, 4], Gen.OneOfConst("_count=1", "_count=2", "_count=50"),
        (grant, other, posts, pick, arguments, count) =>
        {
            var from = pick < 90 ? grant.Search.Split(',') : Types;
            var type = from[pick % from.Length];
            return (grant, other, posts, type, string.Join('&', arguments.Where(a => Fits(type, a)).Append(count)));
        });

    // Mostly what is the patient's, of a type that may be read.
    private static readonly Gen<(Grant Grant, Grant Other, string Reference, string Below)> Reads = Gen.Select(
        Grants, Grants, Gen.Int[0, 999], Gen.OneOfConst("", "/_history/1", "/_history/2", "/_history", "/_history?_count=1", "/_history?_count=1"),
        (grant, other, pick, below) =>
        {
            List<string> from = [.. RandomWorld.Rows.Where(r => pick % 5 > 0 && r.Owner == grant.Patient && grant.Reads(RandomWorld.TypeOf(r.Reference))).Select(r => r.Reference)];
            from = from.Count > 0 ? from : [.. RandomWorld.Rows.Select(r => r.Reference), "Observation/never", "Practitioner/never"];
            return (grant, other, from[pick / 5 % from.Count], below);
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
        await RandomWorld.Fill(server.Records);
        var (full, refused) = (new int[2], 0);
        await Searches.SampleAsync(async asked =>
        {
            var (grant, other, posts, type, arguments) = asked;
            var (app, visible, isFirst) = (grant.At(server), RandomWorld.Visible(grant), true);
            for (var next = $"{type}?{arguments}"; next is not null; isFirst = false)
            {
                using var response = posts && isFirst ? await app.Post(type + "/_search", arguments) : await app.Send(HttpMethod.Get, next);
                ((int)response.StatusCode).ShouldBeLessThan(500);
                if (!response.IsSuccessStatusCode)
                    return;
                var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
                if (answer.TryGetProperty("total", out var total))
                    total.GetInt32().ShouldBeLessThanOrEqualTo(visible.Count(r => RandomWorld.TypeOf(r) == type), asked.ToString());
                foreach (var entry in Bundles.Entries(answer))
                {
                    var reference = Bundles.Reference(entry);
                    visible.ShouldContain(reference, asked.ToString());
                    var isMatch = entry.GetProperty("search").GetProperty("mode").GetString() == "match";
                    (isMatch ? grant.Searches(RandomWorld.TypeOf(reference)) : grant.Reads(RandomWorld.TypeOf(reference))).ShouldBeTrue($"{asked}: {reference}");
                }

                if (isFirst && Bundles.Entries(answer).Any())
                    Interlocked.Increment(ref full[posts ? 1 : 0]);
                next = Bundles.Link(answer, "next");
                if (await IsRefused(next, grant, other))
                    Interlocked.Increment(ref refused);
            }
        }, iter: 800, threads: 2);
        TestContext.Current.TestOutputHelper?.WriteLine($"{full[0]} and {full[1]} answers had something, {refused} links were refused to others");
        full.ShouldAllBe(f => f > 60);
        refused.ShouldBeGreaterThan(8);
    }

    [Fact]
    public async Task A_resource_its_versions_and_its_history_are_read_by_whom_they_are_open_to_and_by_nobody_else()
    {
        await RandomWorld.Fill(server.Records);
        var read = 0;
        await Reads.SampleAsync(async asked =>
        {
            var (grant, other, reference, below) = asked;
            var readable = RandomWorld.Readable(grant, reference);
            List<int> expected = below switch
            {
                "" => readable.Count > 0 ? [readable.Max()] : [],
                "/_history/1" or "/_history/2" => readable.Where(v => below.EndsWith($"{v}", StringComparison.Ordinal)).ToList(),
                _ => readable.OrderDescending().ToList(),
            };
            List<int> found = [];
            for (var next = reference + below; next is not null;)
            {
                using var response = await grant.At(server).Send(HttpMethod.Get, next);
                ((int)response.StatusCode).ShouldBe(expected.Count > 0 ? 200 : 404, asked.ToString());
                if (!response.IsSuccessStatusCode)
                    return;
                var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
                var isBundle = answer.GetProperty("resourceType").GetString() == "Bundle";
                foreach (var resource in isBundle ? Bundles.Entries(answer).Select(e => e.GetProperty("resource")) : [answer])
                {
                    resource.GetProperty("id").GetString().ShouldBe(reference.Split('/')[1]);
                    found.Add(int.Parse(resource.GetProperty("meta").GetProperty("versionId").GetString()!, CultureInfo.InvariantCulture));
                }

                next = isBundle ? Bundles.Link(answer, "next") : null;
                await IsRefused(next, grant, other);
            }

            found.ShouldBe(expected, asked.ToString());
            Interlocked.Increment(ref read);
        }, iter: 800, threads: 2);
        TestContext.Current.TestOutputHelper?.WriteLine($"{read} were read");
        read.ShouldBeGreaterThan(150);
        // By chance few histories have a second page: one that has.
        var whole = new Grant("r3", App.AllTypes, App.AllTypes);
        (await IsRefused(Bundles.Link(await whole.At(server).Get("Observation/o9/_history?_count=1"), "next"), whole, whole with { Withholds = true })).ShouldBeTrue();
    }

    [Fact]
    public async Task Everything_is_no_more_than_what_was_granted_whoever_is_asked_for()
    {
        await RandomWorld.Fill(server.Records);
        var (full, refused) = (0, 0);
        await Gen.Select(
            GrantsOf(Gen.OneOfConst(Types).Array[4, 16].Select(t => (string[])[.. t, "Patient"])), Grants, Gen.OneOfConst([.. RandomWorld.Patients, "", ""]),
            Gen.OneOfConst("", "&_type=Observation", "&_type=Practitioner,Organization,Procedure", "&_since=2000-01-01"), Gen.OneOfConst("", "&_count=1", "&_count=3"))
            .SampleAsync(async asked =>
            {
                var (grant, other, patient, arguments, count) = asked;
                var isThere = RandomWorld.Readable(grant, "Patient/" + (patient.Length == 0 ? grant.Patient : patient)).Count > 0;
                List<string> found = [];
                for (var next = $"Patient/{patient}{(patient.Length > 0 ? "/" : "")}$everything?x={arguments}{count}"; next is not null;)
                {
                    using var response = await grant.At(server).Send(HttpMethod.Get, next);
                    ((int)response.StatusCode).ShouldBe(isThere ? 200 : 404, asked.ToString());
                    if (!response.IsSuccessStatusCode)
                        return;
                    var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
                    found.AddRange(Bundles.Entries(answer).Where(e => e.GetProperty("search").GetProperty("mode").GetString() != "outcome").Select(Bundles.Reference));
                    next = Bundles.Link(answer, "next");
                    // Another's patient is not there at all.
                    if (await IsRefused(next, grant, other, 404))
                        Interlocked.Increment(ref refused);
                }

                var open = RandomWorld.Visible(grant).Where(r => grant.Reads(RandomWorld.TypeOf(r)) && grant.Searches(RandomWorld.TypeOf(r))).ToList();
                found.Distinct().Count().ShouldBe(found.Count);
                found.ShouldBeSubsetOf(open, asked.ToString());
                if (arguments.Length == 0)
                    found.ShouldBe(open, ignoreOrder: true, asked.ToString());
                if (found.Count > 1)
                    Interlocked.Increment(ref full);
            }, iter: 200, threads: 2);
        TestContext.Current.TestOutputHelper?.WriteLine($"{full} answers had something, {refused} links were refused to others");
        full.ShouldBeGreaterThan(30);
        refused.ShouldBeGreaterThan(20);
    }

    // A paging link in the hands of another token.
    private async Task<bool> IsRefused(string? link, Grant grant, Grant other, int otherwise = 400)
    {
        if (link is null || other == grant)
            return false;
        using var response = await other.At(server).Send(HttpMethod.Get, link);
        ((int)response.StatusCode).ShouldBeOneOf(400, otherwise);
        return true;
    }

    private static string Joined(string[] types) => string.Join(',', types.Distinct());
}
