using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.BuildingBlocks.Smart;
using PlanApi.TestKit;

namespace PlanApi.AppRegistry.Tests.Docs;

/// <summary>The developer documentation tells what the host does: it is compared with the host itself.</summary>
public sealed class DocsTests(AppsHost host) : IClassFixture<AppsHost>
{
    private readonly Browser _browser = host.Browser();

    [Fact]
    public async Task Every_page_can_be_come_to_and_every_link_leads_somewhere()
    {
        var (seen, waiting) = (new HashSet<string>(), new Queue<string>(["/docs"]));
        while (waiting.TryDequeue(out var path))
        {
            if (!seen.Add(path))
            {
                continue;
            }

            var response = await _browser.Get(path);
            response.StatusCode.ShouldBeOneOf([HttpStatusCode.OK, HttpStatusCode.Redirect], path);
            if (path.StartsWith("/docs", StringComparison.Ordinal) && response.Content.Headers.ContentType?.MediaType == "text/html")
            {
                LinksOf(await response.Document()).ForEach(waiting.Enqueue);
            }
        }

        seen.ShouldContain("/docs/apis/patient-access/ExplanationOfBenefit");
        seen.ShouldContain("/docs/apis/directory/PractitionerRole");
        seen.ShouldContain("/docs/errors");
    }

    [Theory]
    [InlineData("patient-access", "/fhir")]
    [InlineData("directory", "/directory/fhir")]
    public async Task The_reference_tells_each_type_and_search_parameter_of_the_statement(string api, string fhir)
    {
        var statement = JsonSerializer.Deserialize<JsonElement>(await (await _browser.Get($"{fhir}/metadata")).Content.ReadAsStringAsync());
        var resources = statement.GetProperty("rest")[0].GetProperty("resource").EnumerateArray().ToDictionary(r => r.GetProperty("type").GetString()!);

        var types = (await _browser.Open($"/docs/apis/{api}")).QuerySelectorAll("tbody tr td:first-child").Select(c => c.TextContent).ToList();

        types.ShouldBe(resources.Keys);
        foreach (var type in types)
        {
            var told = (await _browser.Open($"/docs/apis/{api}/{type}")).QuerySelectorAll("tbody tr td:first-child").Select(c => c.TextContent);
            told.ShouldBe(resources[type].GetProperty("searchParam").EnumerateArray().Select(p => p.GetProperty("name").GetString()), ignoreOrder: true, type);
        }
    }

    [Fact]
    public async Task The_reference_tells_what_a_search_may_cost()
    {
        foreach (var fhir in host.Services.GetServices<IFhirBase>())
        {
            var told = (await _browser.Open($"/docs/apis/{fhir.Key}")).QuerySelectorAll("#limits ~ dl dd").Select(d => d.TextContent).ToList();

            var limits = fhir.SearchLimits;
            string[] words = [$"{limits.Chained:N0} resources", $"anything else {limits.Sorted:N0}", $"{limits.Near:N0} places", $"{limits.Included:N0} resources a page", $"{limits.Time.TotalSeconds:N0} seconds"];
            told.Count.ShouldBe(words.Length);
            told.Zip(words).ShouldAllBe(t => t.First.Contains(t.Second, StringComparison.Ordinal), fhir.Key);
        }
    }

    [Fact]
    public async Task Authorization_tells_every_scope_and_the_endpoints_that_discovery_tells()
    {
        var page = await _browser.Open("/docs/authorization");

        var scopes = page.QuerySelectorAll("tbody code").Select(c => c.TextContent).ToList();
        scopes.ShouldBe([.. ScopeSet.Supported.Select(s => s.Text), .. ScopePart.All.Select(p => $"patient/{p.ResourceType}.rs{p.Restriction}")]);
        scopes.Where(s => !Scope.TryParse(s, out _)).ShouldBeEmpty();
        var told = page.QuerySelectorAll("dd code").Select(c => c.TextContent).ToList();
        foreach (var fhir in new[] { "/fhir", "/sandbox/fhir" })
        {
            var configuration = JsonSerializer.Deserialize<JsonElement>(await (await _browser.Get($"{fhir}/.well-known/smart-configuration")).Content.ReadAsStringAsync());
            foreach (var name in new[] { "issuer", "authorization_endpoint", "token_endpoint", "introspection_endpoint", "revocation_endpoint", "jwks_uri", "userinfo_endpoint" })
            {
                if (configuration.TryGetProperty(name, out var address))
                {
                    told.ShouldContain(address.GetString(), name);
                }
            }
        }
    }

    [Theory]
    [InlineData("quick-start.sh")]
    [InlineData("quick-start.mjs")]
    [InlineData("quick-start.cs")]
    public async Task A_sample_is_fetched_as_it_is_shown(string file)
    {
        var page = await _browser.Open("/docs");
        var fetched = await _browser.Get($"/docs/samples/{file}");

        fetched.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        (await fetched.Content.ReadAsStringAsync()).ShouldBe(page.QuerySelector($"[aria-label='{file}'] code")!.TextContent);
    }

    [Theory]
    [InlineData("/docs/apis/nothing")]
    [InlineData("/docs/apis/directory/Patient")]
    [InlineData("/docs/samples/Program.cs")]
    public async Task What_is_not_there_is_not_found(string path) => (await _browser.Get(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    /// <summary>Paths of this site that the page links to.</summary>
    private List<string> LinksOf(IHtmlDocument page) =>
    [
        .. page.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!.Replace(host.PublicUrl, "", StringComparison.Ordinal).Split('#')[0])
            .Where(h => h.StartsWith('/')),
    ];
}
