using System.Net;

namespace PlanApi.PatientAccess.Tests.ServeRecords;

/// <summary>What the developer documentation shows as a search is one.</summary>
public sealed class DocumentedSearchTests(RecordsHost host)
{
    [Theory]
    [InlineData("patient-access")]
    [InlineData("directory")]
    public async Task Each_search_that_the_reference_shows_is_answered_for_some_type(string api)
    {
        var page = await host.Browser().Open($"/docs/apis/{api}");
        var shown = page.QuerySelectorAll("dd code").Select(c => c.TextContent).Where(t => t.Contains('=') && !t.StartsWith(':')).ToList();
        shown.Count.ShouldBeGreaterThan(10);
        shown.ShouldContain(s => s.StartsWith("near=", StringComparison.Ordinal));

        var patients = host.App(host.Grant("123", null, RecordsHost.AllScopes));
        var directory = host.CreateClient();
        directory.BaseAddress = new(host.PublicUrl + "/directory/fhir/");
        List<(HttpClient App, string Type)> asked = [.. await Types(patients), .. await Types(directory)];
        foreach (var search in shown)
        {
            List<string> refused = [];
            foreach (var (app, type) in asked)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"{type}?{Escaped(search)}");
                request.Headers.Add("Prefer", "handling=strict");
                using var response = await app.SendAsync(request);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    refused.Clear();
                    break;
                }

                refused.Add($"{type}: {await response.Content.ReadAsStringAsync()}");
            }

            refused.ShouldBeEmpty(search);
        }
    }

    private static async Task<IEnumerable<(HttpClient App, string Type)>> Types(HttpClient app) =>
        (await app.Json("metadata")).GetProperty("rest")[0].GetProperty("resource").EnumerateArray().Select(r => (app, r.GetProperty("type").GetString()!));

    private static string Escaped(string search) => string.Join('&', search.Split('&').Select(a => a.Split('=', 2)).Select(a => $"{a[0]}={Uri.EscapeDataString(a[1])}"));
}
