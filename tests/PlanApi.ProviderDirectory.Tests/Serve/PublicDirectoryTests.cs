using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.Fhir;
using PlanApi.ProviderDirectory.Serve;
using PlanApi.TestKit;

namespace PlanApi.ProviderDirectory.Tests.Serve;

/// <summary>The directory through the whole host, as strangers and careless callers meet it.</summary>
public sealed class PublicDirectoryTests(Connecticut directory)
{
    private const string Guides = "conformance/davinci-plan-net-1.1.0.json";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly HttpClient _http = directory.CreateClient();
    private readonly FhirClient _app = new(directory.CreateClient());

    [Fact]
    public async Task The_capability_statement_names_every_search_include_and_interaction_that_the_guide_requires()
    {
        SharedData.Need(Guides);
        var statement = await _app.Get("metadata");
        var served = statement.GetProperty("rest")[0].GetProperty("resource").EnumerateArray().ToDictionary(r => r.GetProperty("type").GetString()!);
        foreach (var group in JsonDocument.Parse(await File.ReadAllTextAsync(SharedData.Find(Guides)!)).RootElement.GetProperty("groups").EnumerateArray())
        {
            var resource = served[group.GetProperty("resource").GetString()!];
            resource.GetProperty("supportedProfile").EnumerateArray().Select(p => p.GetString()).ShouldContain(group.GetProperty("profile_url").GetString());
            resource.GetProperty("interaction").EnumerateArray().Select(i => i.GetProperty("code").GetString())
                .ShouldBeSupersetOf(group.GetProperty("interactions").EnumerateArray().Select(i => i.GetProperty("code").GetString()));
            resource.GetProperty("searchParam").EnumerateArray().Select(p => p.GetProperty("name").GetString())
                .ShouldBeSupersetOf(group.GetProperty("searches").EnumerateArray().SelectMany(s => s.GetProperty("names").EnumerateArray()).Select(n => n.GetString()));
            Strings(resource, "searchInclude").ShouldBeSupersetOf(Strings(group, "include_params"));
            Strings(resource, "searchRevInclude").ShouldBeSupersetOf(Strings(group, "revincludes"));
        }
    }

    [Fact]
    public async Task The_capability_statement_is_the_one_that_was_read_last() =>
        JsonSerializer.Serialize(await _app.Get("metadata"), Readable).Replace(directory.PublicUrl, "https://plan.example", StringComparison.Ordinal).ShouldMatchGolden("metadata.json");

    [Fact]
    public void Every_request_goes_through_the_documented_steps_without_authorization_or_audit() =>
        directory.Services.GetRequiredService<FhirBranches>()[DirectoryBranch.Name].Steps.Select(s => s.GetType().Name)
            .ShouldBe(["Errors", "Format", "SupportedInteraction", "FailClosed", "Conditional"]);

    [Fact]
    public async Task Every_chain_that_the_guide_names_is_understood()
    {
        SharedData.Need(Guides);
        var chains = 0;
        foreach (var group in JsonDocument.Parse(await File.ReadAllTextAsync(SharedData.Find(Guides)!)).RootElement.GetProperty("groups").EnumerateArray())
        {
            foreach (var search in group.GetProperty("search_definitions").EnumerateObject().Where(s => s.Value.TryGetProperty("chain", out _)))
            {
                foreach (var chain in search.Value.GetProperty("chain").EnumerateArray())
                {
                    var query = $"{group.GetProperty("resource").GetString()}?{search.Name}.{chain.GetProperty("chain").GetString()}=zzz";
                    var bundle = await _app.Get(query);
                    FhirClient.Link(bundle, "self").ShouldBe($"{directory.PublicUrl}{FhirClient.Base}{query}");
                    chains++;
                }
            }
        }

        chains.ShouldBeGreaterThan(40);
    }

    [Theory]
    [InlineData("Patient/1", 404)]
    [InlineData("Patient", 404)]
    [InlineData("Nonsense", 404)]
    [InlineData("Practitioner/does-not-exist", 404)]
    [InlineData("Practitioner?_lastUpdated=yesterday", 400)]
    [InlineData("PractitionerRole?period=2020-13-45", 400)]
    [InlineData("Practitioner?_format=xml", 406)]
    [InlineData("Practitioner?name:sounds-like=x", 400)]
    [InlineData("Practitioner?_cursor=forged", 400)]
    public async Task Errors_are_outcomes_that_any_web_page_may_read(string path, int status)
    {
        using var response = await _http.GetAsync(new Uri(FhirClient.Base + path, UriKind.Relative));
        ((int)response.StatusCode).ShouldBe(status);
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("resourceType").GetString().ShouldBe("OperationOutcome");
    }

    [Theory]
    [InlineData("POST", "Practitioner")]
    [InlineData("PUT", "Practitioner/1")]
    [InlineData("DELETE", "Practitioner/1")]
    public async Task Nobody_writes_to_the_directory_over_HTTP(string method, string path)
    {
        using var response = await _http.SendAsync(new(new(method), FhirClient.Base + path));
        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Replies_are_compressed_for_those_who_ask(string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, FhirClient.Base + "metadata");
        request.Headers.AcceptEncoding.ParseAdd(encoding);
        using var response = await _http.SendAsync(request);
        response.Content.Headers.ContentEncoding.ShouldBe([encoding]);
        response.Headers.Vary.ShouldContain("Accept-Encoding");
    }

    private static IEnumerable<string?> Strings(JsonElement of, string name) => of.TryGetProperty(name, out var values) ? values.EnumerateArray().Select(v => v.GetString()) : [];
}

internal static class Supersets
{
    public static void ShouldBeSupersetOf(this IEnumerable<string?> all, IEnumerable<string?> some) => some.Except(all).ShouldBeEmpty();
}
