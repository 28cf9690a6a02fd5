using System.Net;

namespace PlanApi.PatientAccess.Tests.ServeRecords;

/// <summary>What the developer documentation shows as a search is one.</summary>
public sealed class DocumentedSearchTests(RecordsHost host)
{
    [Fact]
    public Task Each_search_that_the_reference_of_records_shows_is_answered_there_for_some_type() =>
        Check("patient-access", host.App(host.Grant("123", null, RecordsHost.AllScopes)));

    [Fact]
    public async Task Each_search_that_the_reference_of_the_directory_shows_is_answered_there_for_some_type()
    {
        using var directory = host.CreateClient();
        directory.BaseAddress = new(host.PublicUrl + "/directory/fhir/");
        await Check("directory", directory);
    }

    private async Task Check(string api, HttpClient app)
    {
        var page = await host.Browser().Open($"/docs/apis/{api}");
        var shown = page.QuerySelectorAll("dd code").Select(c => c.TextContent).Where(t => t.Contains('=') && !t.StartsWith(':')).ToList();
        shown.Count.ShouldBeGreaterThan(10);
        shown.ShouldContain(s => s.StartsWith("near=", StringComparison.Ordinal));

        var types = (await app.Json("metadata")).GetProperty("rest")[0].GetProperty("resource").EnumerateArray().Select(r => r.GetProperty("type").GetString()!).ToList();
        foreach (var search in shown)
        {
            (await Refusals(app, types, search)).ShouldBeEmpty(search);
        }
    }

    /// <summary>What each type says to the search; nothing where one answers it.</summary>
    private static async Task<IReadOnlyList<string>> Refusals(HttpClient app, IEnumerable<string> types, string search)
    {
        List<string> refused = [];
        foreach (var type in types)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{type}?{Escaped(search)}");
            request.Headers.Add("Prefer", "handling=strict");
            using var response = await app.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return [];
            }

            refused.Add($"{type}: {await response.Content.ReadAsStringAsync()}");
        }

        return refused;
    }

    private static string Escaped(string search) => string.Join('&', search.Split('&').Select(a => a.Split('=', 2)).Select(a => $"{a[0]}={Uri.EscapeDataString(a[1])}"));
}
