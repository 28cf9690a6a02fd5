using System.Text.Json;
using PlanApi.Fhir;
using PlanApi.PatientAccess.RecordText;
using PlanApi.PatientAccess.ServeRecords;
using PlanApi.PatientAccess.ServeRecords.Declarations;

namespace PlanApi.PatientAccess.MemberData;

/// <summary>Reads parts of a record newest first, a page at a time, on the index of their order.</summary>
internal sealed class RecordReader(RecordBranches branches)
{
    private const int PageSize = 25;

    /// <summary>One page.</summary>
    /// <param name="after">The last entry of the page before; null for the first page.</param>
    /// <param name="notBefore">Where to stop, in the order of the section's main date.</param>
    /// <param name="row">What the page shows of an entry.</param>
    public async Task<RecordPage<TRow>> Page<TRow>(
        LinkedRecord record, RecordSection section, SearchPosition? after, DateTime? notBefore, Func<RecordEntry, TRow> row, CancellationToken ct)
    {
        var query = Query(section, [.. section.Includes.Select(i => ("_include", $"{section.Type}:{i}"))]) with { After = after, Count = PageSize + 1 };
        var page = await branches.Members.As(record.Access).Search(query, ct);
        var within = page.Matches.TakeWhile(m => notBefore is null || m.MainDate >= notBefore).ToList();
        var shown = within.Take(PageSize).ToList();
        var names = Names(page.Included);
        return new([.. shown.Select(r => Read(r, names, row))], within.Count > PageSize ? PositionOf(shown[^1]) : null);
    }

    /// <summary>One entry; null when the record does not hold it.</summary>
    public async Task<TRow?> Find<TRow>(LinkedRecord record, RecordSection section, string id, Func<RecordEntry, TRow> row, CancellationToken ct) where TRow : class
    {
        var query = Query(section, [("_id", id), .. section.Includes.Select(i => ("_include", $"{section.Type}:{i}"))]);
        var page = await branches.Members.As(record.Access).Search(query, ct);
        return page.Matches is [var found] ? Read(found, Names(page.Included), row) : null;
    }

    /// <summary>All entries of a period, newest first, a batch in memory at a time.</summary>
    /// <param name="notBefore">The start of the period, which is in it.</param>
    /// <param name="before">Its end, which is not.</param>
    public async Task ForEach(LinkedRecord record, RecordSection section, DateTime notBefore, DateTime before, Action<JsonElement> see, CancellationToken ct)
    {
        var query = Query(section) with { After = Before(before), Count = 200 };
        while (true)
        {
            var page = await branches.Members.As(record.Access).Search(query, ct);
            foreach (var resource in page.Matches)
            {
                if (resource.MainDate < notBefore)
                {
                    return;
                }

                using var json = JsonDocument.Parse(resource.Json);
                see(json.RootElement);
            }

            if (page.Next is not { } next)
            {
                return;
            }

            query = query with { After = next };
        }
    }

    /// <summary>The years that have entries, newest first: one look at the index for each. Year 1 stands for entries without a date.</summary>
    public async Task<IReadOnlyList<int>> Years(LinkedRecord record, RecordSection section, CancellationToken ct)
    {
        var repository = branches.Members.As(record.Access);
        var query = Query(section) with { Count = 1 };
        List<int> years = [];
        while ((await repository.Search(query, ct)).Matches is [{ MainDate: { } newest }])
        {
            years.Add(newest.Year);
            query = query with { After = Before(new(newest.Year, 1, 1, 0, 0, 0, DateTimeKind.Utc)) };
        }

        return years;
    }

    /// <summary>The place in the order just behind all that is of this time or later.</summary>
    public static SearchPosition Before(DateTime time) => new([time], "");

    private SearchQuery Query(RecordSection section, params IReadOnlyList<(string, string)> arguments) => branches.Members.Query(section.Type, arguments) with
    {
        Order = new(new SortKey(HasMainDate(section) ? SortField.MainDate : SortField.LastUpdated, Descending: true)),
    };

    private static bool HasMainDate(RecordSection section) => RecordTypes.All.Single(t => t.Type == section.Type).MainDate is not null;

    private static SearchPosition PositionOf(StoredResource resource) => new([resource.MainDate ?? resource.LastUpdated], resource.Id);

    private static TRow Read<TRow>(StoredResource resource, IReadOnlyDictionary<string, string> names, Func<RecordEntry, TRow> row)
    {
        using var json = JsonDocument.Parse(resource.Json);
        return row(new(resource, json.RootElement, names));
    }

    private static Dictionary<string, string> Names(IEnumerable<StoredResource> included) =>
        included.ToDictionary(static r => $"{r.Type}/{r.Id}", NameOf);

    private static string NameOf(StoredResource resource)
    {
        using var json = JsonDocument.Parse(resource.Json);
        var root = json.RootElement;
        return resource.Type switch
        {
            "Organization" or "Location" => root.Text("name"),
            "Medication" => root.Concept("code"),
            "PractitionerRole" => root.At("practitioner").Text("display"),
            _ => FhirText.Name(root.At("name")),
        };
    }
}

/// <param name="Last">Where the next page begins: behind this; null when this is the last page.</param>
internal sealed record RecordPage<TRow>(IReadOnlyList<TRow> Rows, SearchPosition? Last);
