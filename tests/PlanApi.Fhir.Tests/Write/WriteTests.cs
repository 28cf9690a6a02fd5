
namespace PlanApi.Fhir.Tests.Write;

public sealed class WriteTests(FhirServer server) : IClassFixture<FhirServer>
{
    [Fact]
    public async Task The_same_content_makes_no_version_however_it_is_written()
    {
        var id = Some.Id();
        (await server.Open.PutText($$"""{"resourceType":"Location","id":"{{id}}","name":"Here"}""")).Kind.ShouldBe(ChangeKind.Created);
        (await server.Open.PutText($$"""{ "id": "{{id}}", "resourceType": "Location", "meta": {"versionId":"7","lastUpdated":"2020-01-01T00:00:00Z"}, "name": "Here" }""")).Kind.ShouldBe(ChangeKind.Unchanged);
        (await server.Open.PutText($$"""{"resourceType":"Location","id":"{{id}}","name":"There"}""")).Kind.ShouldBe(ChangeKind.Updated);
        (await App.AtOpen(server).Get("Location/" + id)).GetProperty("meta").GetProperty("versionId").GetString().ShouldBe("2");
    }

    [Fact]
    public async Task A_change_is_found_by_its_new_values_and_no_longer_by_the_old()
    {
        var id = Some.Id();
        await server.Open.Put(Some.Location(id, "Oldtown"));
        await server.Open.Put(Some.Location(id, "Newtown"));
        (await App.AtOpen(server).Matches($"Location?_id={id}&address-city=Oldtown")).ShouldBeEmpty();
        (await App.AtOpen(server).Matches($"Location?_id={id}&address-city=Newtown")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_writes_of_one_resource_at_once_make_two_versions_and_lose_none()
    {
        var id = Some.Id();
        var app = App.AtOpen(server);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => server.Open.Put(Some.Location(id, "City " + i))));
        var current = await app.Get("Location/" + id);
        current.GetProperty("meta").GetProperty("versionId").GetString().ShouldBe("4");
        List<string?> cities = [];
        for (var version = 1; version <= 4; version++)
            cities.Add((await app.Get($"Location/{id}/_history/{version}")).GetProperty("address").GetProperty("city").GetString());
        cities.ShouldBe(["City 0", "City 1", "City 2", "City 3"], ignoreOrder: true);
    }

    [Fact]
    public async Task Two_occurrences_in_one_call_are_written_one_after_the_other()
    {
        var id = Some.Id();
        var changes = await server.Open.Changes.Put([Some.Bytes(Some.Location(id, "One")), Some.Bytes(Some.Location(id, "Two"))], null, default);
        changes.Select(c => c.Kind).ShouldBe([ChangeKind.Created, ChangeKind.Updated]);
        (await App.AtOpen(server).Get("Location/" + id)).GetProperty("address").GetProperty("city").GetString().ShouldBe("Two");
    }

    [Theory]
    [InlineData("""{"resourceType":"Location","name":"no id"}""", "Location.id")]
    [InlineData("""{"resourceType":"Location","id":"not an id"}""", "Location.id")]
    [InlineData("""{"resourceType":"Location","id":5}""", "Location.id")]
    [InlineData("""{"id":"a"}""", "resourceType")]
    [InlineData("""{"resourceType":"Elephant","id":"a"}""", "Elephant")]
    [InlineData("""{"resourceType":"Location","id":"a","nonsense":1}""", "nonsense")]
    [InlineData("""{"resourceType":"Location","id":"a","identifier":[{"value":5}]}""", "Location.identifier[0].value")]
    [InlineData("""{"resourceType":"Observation","id":"a","code":{"text":"x"}}""", "status")]
    [InlineData("""{"resourceType":"Observation","id":"a","status":"fine","code":{"text":"x"}}""", "fine")]
    [InlineData("""{"resourceType":"Location","id":"a" """, "JSON")]
    [InlineData("[]", "JSON")]
    [InlineData("", "JSON")]
    public async Task What_is_not_valid_is_rejected_with_the_element_that_is_wrong(string json, string mentioned)
    {
        var change = await server.Open.PutText(json);
        change.Kind.ShouldBe(ChangeKind.Rejected);
        change.Reason!.ShouldContain(mentioned);
    }

    [Theory]
    [InlineData("""{"resourceType":"Location","id":"a","identifier":[{"value":5}]}""", "Location.identifier[0].value")]
    [InlineData("""{"resourceType":"Observation","id":"a","code":{"text":"x"}}""", "Observation.status")]
    [InlineData("""{"resourceType":"Observation","id":"a","status":"fine","code":{"text":"x"}}""", "Observation.status")]
    [InlineData("""{"resourceType":"Location","id":"a b"}""", "Location.id")]
    [InlineData("""{"resourceType":"Elephant","id":"a"}""", "Resource.resourceType")]
    public async Task A_reject_names_the_element_by_its_path(string json, string path) => (await server.Open.PutText(json)).Path.ShouldBe(path);

    [Theory]
    [InlineData("""{"resourceType":"Condition","clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]}}""", null)]
    [InlineData("""{"resourceType":"Condition","clinicalStatus":{"coding":[{"system":"http://x","code":"y"},{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"resolved"}]}}""", null)]
    [InlineData("""{"resourceType":"Condition"}""", null)]
    [InlineData("""{"resourceType":"Condition","clinicalStatus":{"text":"active"}}""", "Observation.contained[0].clinicalStatus")]
    [InlineData("""{"resourceType":"Condition","verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"confirmed"}]}}""", "Observation.contained[0].verificationStatus")]
    [InlineData("""{"resourceType":"AllergyIntolerance","clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical","code":"ACTIVE"}]}}""", "Observation.contained[0].clinicalStatus")]
    [InlineData("""{"resourceType":"InsurancePlan","plan":[{},{"specificCost":[{"category":{"text":"c"},"benefit":[{"type":{"text":"t"},"cost":[{"type":{"text":"t"},"applicability":{"text":"in"}}]}]}]}]}""", "Observation.contained[0].plan[1].specificCost[0].benefit[0].cost[0].applicability")]
    public async Task A_code_outside_a_value_set_that_R4_requires_is_rejected(string contained, string? path)
    {
        var subject = contained.Contains("Condition", StringComparison.Ordinal) ? ",\"subject\":{\"reference\":\"Patient/1\"}" : contained.Contains("Allergy", StringComparison.Ordinal) ? ",\"patient\":{\"reference\":\"Patient/1\"}" : "";
        var plan = contained.Replace("{},{", "{\"identifier\":[{\"value\":\"1\"}]},{", StringComparison.Ordinal)[..^1];
        var change = await server.Open.PutText($$$"""{"resourceType":"Observation","id":"{{{Some.Id()}}}","status":"final","code":{"text":"x"},"contained":[{{{plan}}}{{{subject}}},"id":"c"}]}""");
        change.Kind.ShouldBe(path is null ? ChangeKind.Created : ChangeKind.Rejected, change.Reason);
        change.Path.ShouldBe(path);
    }

    [Fact]
    public async Task A_type_that_is_not_served_is_passed_over() =>
        (await server.Open.PutText("""{"resourceType":"Claim","id":"a"}""")).Kind.ShouldBe(ChangeKind.NotServed);

    [Fact]
    public async Task Purging_an_organization_leaves_nothing_of_it_and_everything_of_others()
    {
        var (one, other) = (Some.Id("org"), Some.Id("org"));
        var (mine, theirs) = (Some.Id(), Some.Id());
        await server.Records.PutFor(one, Some.Patient(mine), Some.Observation(mine + "o", mine));
        await server.Records.PutFor(other, Some.Patient(theirs));
        (await server.Records.Changes.Purge(one, null, default)).ShouldBe(2);
        (await server.Records.As(Access.Everything).Find("Patient", mine, default)).ShouldBeNull();
        (await server.Records.As(Access.Everything).Find("Observation", mine + "o", default)).ShouldBeNull();
        var left = server.Records.As(Access.ToCompartment(theirs, ["Patient"], ["Patient"], other));
        (await left.Find("Patient", theirs, default)).ShouldNotBeNull();
        await Should.ThrowAsync<ArgumentException>(async () => await server.Records.Changes.Purge("", null, default));
    }

    [Fact]
    public async Task Purging_a_patient_leaves_the_others_of_the_organization_and_nothing_of_another_is_reached_by_its_id()
    {
        var (one, other) = (Some.Id("org"), Some.Id("org"));
        var (gone, left) = (Some.Id(), Some.Id());
        await server.Records.PutFor(one, Some.Patient(gone), Some.Observation(gone + "o", gone), Some.Patient(left));
        (await server.Records.Changes.Purge(other, gone, default)).ShouldBe(0);
        (await server.Records.Changes.Purge(one, gone, default)).ShouldBe(2);
        (await server.Records.As(Access.Everything).Find("Observation", gone + "o", default)).ShouldBeNull();
        (await server.Records.As(Access.Everything).Find("Patient", left, default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Contained_resources_stay_inside()
    {
        var id = Some.Id();
        var observation = Some.Observation(id, "p");
        observation["contained"] = new System.Text.Json.Nodes.JsonArray(Some.Practitioner("inner", "Inside"));
        observation["performer"] = new System.Text.Json.Nodes.JsonArray(Some.Reference("#inner"));
        await server.Open.Put(observation);
        var served = await App.AtOpen(server).Get("Observation/" + id);
        served.GetProperty("contained")[0].GetProperty("name")[0].GetProperty("family").GetString().ShouldBe("Inside");
        served.GetProperty("performer")[0].GetProperty("reference").GetString().ShouldBe("#inner");
        (await App.AtOpen(server).Matches("Practitioner?_id=inner")).ShouldBeEmpty();
    }
}
