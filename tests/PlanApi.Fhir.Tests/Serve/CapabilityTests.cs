namespace PlanApi.Fhir.Tests.Serve;

public sealed class CapabilityTests(FhirServer server) : IClassFixture<FhirServer>
{
    [Fact]
    public async Task The_capability_statement_says_what_the_declarations_say()
    {
        var statement = await App.AtOpen(server).Get("metadata");
        statement.GetProperty("fhirVersion").GetString().ShouldBe("4.0.1");
        var resources = statement.GetProperty("rest")[0].GetProperty("resource").EnumerateArray().ToDictionary(r => r.GetProperty("type").GetString()!);
        resources.Keys.ShouldBe(TestDeclarations.Resources.Select(r => r.Type), ignoreOrder: true);
        foreach (var declared in TestDeclarations.Resources)
        {
            var resource = resources[declared.Type];
            resource.GetProperty("searchParam").EnumerateArray().Select(p => p.GetProperty("name").GetString())
                .ShouldBe(declared.SearchParameters.Select(p => p.Name).Concat(["_id", "_lastUpdated", "_profile", "_security", "_source", "_tag"]), ignoreOrder: true);
            resource.GetProperty("interaction").GetArrayLength().ShouldBe(declared.Interactions.Count);
            if (declared.Includes.Count > 0)
                resource.GetProperty("searchInclude").EnumerateArray().Select(i => i.GetString()).ShouldBe(declared.Includes.Append("*").Select(i => $"{declared.Type}:{i}"));
            if (declared.Combinations.Count > 0)
                resource.GetProperty("extension")[0].GetProperty("extension").EnumerateArray().Select(e => e.GetProperty("valueString").GetString()).ShouldBe(declared.Combinations[0].Split('+'));
        }
    }

    [Fact]
    public void A_declaration_that_includes_what_is_no_reference_is_refused() =>
        Should.Throw<InvalidOperationException>(() => new DeclaredType(new() { Type = "Patient", Ownership = Ownership.Itself, SearchParameters = SearchParameter.Of("Patient", "name"), Includes = ["name"] }));

    [Fact]
    public void A_declaration_that_pairs_what_is_no_token_and_reference_is_refused() =>
        Should.Throw<InvalidOperationException>(() => new DeclaredType(new() { Type = "PractitionerRole", Ownership = Ownership.Shared, SearchParameters = SearchParameter.Of("PractitionerRole", "specialty", "location"), Pairs = [("location", "specialty")] }));
}
