using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using PlanApi.Fhir.Index;

namespace PlanApi.ProductionReview.Data;

/// <summary>A live app as the gallery lists it, with what it is found by.</summary>
internal sealed record ListedApp(LiveApp App, string NameText, string Text)
{
    public static ListedApp Of(LiveApp app) => new(
        app, Folded(app.Details.Name), Folded($"{app.Details.Name}\n{app.Details.OrganizationName}\n{app.Details.Description}\n{AppWords.NameOf(app.Details.Category)}"));

    /// <summary>Without case and accents: what people type and what is written need not agree in these.</summary>
    public static string Folded(string text) => string.Concat(text.Where(static c => !Accents.IsMark(c)).Select(Accents.Fold));
}

/// <summary>
/// Every approved app that is not suspended, by name, held in memory: a plan has hundreds, words of a description stand anywhere in it, and what is found is
/// counted too, which no index answers without reading as much. It is read anew when it is some seconds old and somebody asks, and at once where this host
/// changed something; what another host suspended is listed that much longer, and cannot be launched.
/// </summary>
internal sealed class ListedApps(ReviewDb db, TimeProvider clock)
{
    /// <summary>More are not listed; a plan is far from it.</summary>
    private const int Most = 5000;

    // An equality, which the index serves: a "not" would read the suspended ones too.
    private static readonly FilterDefinition<LiveApp> Listed = Builders<LiveApp>.Filter.Eq(a => a.Suspended, false);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private volatile Reading? _last;
    private int _changes;

    public async Task<IReadOnlyList<ListedApp>> Current(CancellationToken ct)
    {
        if (_last is { } last && last.Changes == Volatile.Read(ref _changes) && clock.GetElapsedTime(last.At) < Fresh)
        {
            return last.Apps;
        }

        // Noted before reading: what changes meanwhile has the next one read again.
        var (changes, at) = (Volatile.Read(ref _changes), clock.GetTimestamp());
        var apps = await db.LiveApps.Find(Listed).SortBy(a => a.NameKey).Limit(Most).ToListAsync(ct);
        _last = new(at, changes, apps.ConvertAll(ListedApp.Of));
        return _last.Apps;
    }

    /// <summary>Something was approved, suspended or reinstated here.</summary>
    public void Changed() => Interlocked.Increment(ref _changes);

    private sealed record Reading(long At, int Changes, IReadOnlyList<ListedApp> Apps);
}
