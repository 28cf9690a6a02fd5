using System.Text.Json;

namespace PlanApi.Benchmarks.Fhir;

/// <summary>Page 1,000 of a search, or its last full one.</summary>
/// <param name="Address">Path and query.</param>
internal sealed record LastPage(string Address, int Number)
{
    private const int Pages = 1000;

    /// <summary>Goes through the pages.</summary>
    public static async Task<LastPage> Of(HttpClient app, string first)
    {
        var (page, number) = (first, 1);
        for (var next = page; number < Pages && next is not null; number++)
        {
            page = next;
            using var bundle = JsonDocument.Parse(await app.GetByteArrayAsync(page));
            next = bundle.RootElement.GetProperty("link").EnumerateArray().Where(l => l.GetProperty("relation").GetString() == "next").Select(l => l.GetProperty("url").GetString()).FirstOrDefault();
            if (next is not null)
                next = new Uri(next).PathAndQuery;
        }

        return new(page, number - 1);
    }
}
