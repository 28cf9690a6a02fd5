using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace PlanApi.Journeys.Tests.Sheet;

/// <summary>Writes down what was noted, sorted by area.</summary>
internal static partial class SheetFiles
{
    private const string Style = """
        body { font: 14px/1.4 system-ui, sans-serif; margin: 1.5rem; background: #e9eded; color: #17252b; }
        .pages { display: grid; grid-template-columns: repeat(auto-fill, minmax(420px, 1fr)); gap: 1.2rem; }
        figure { margin: 0; padding: .8rem; background: #fff; border-radius: 8px; }
        figure div { display: flex; gap: .6rem; align-items: flex-start; max-height: 420px; overflow: hidden; }
        img { border: 1px solid #cfd9db; } img.wide { width: 300px; } img.narrow { width: 100px; }
        figcaption { margin-bottom: .5rem; overflow-wrap: anywhere; } figcaption b { display: block; } .bad { color: #a31621; font-weight: 600; }
        """;

    public static string Html(IReadOnlyList<Shot> shots)
    {
        var html = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Contact sheet</title><style>{Style}</style><h1>Contact sheet</h1><p>{Totals(shots)}</p>\n");
        foreach (var area in Areas(shots))
        {
            html.Append(CultureInfo.InvariantCulture, $"<h2>{area.Key}</h2><div class=\"pages\">\n");
            foreach (var shot in area)
            {
                html.Append(CultureInfo.InvariantCulture, $"<figure><figcaption><b>{WebUtility.HtmlEncode(shot.Title)}</b><code>{WebUtility.HtmlEncode(Name(shot))}</code><br>{shot.Status}, {Kilobytes(shot.PageBytes)} + {Kilobytes(shot.AllBytes - shot.PageBytes)} kB{Times(shot)}, axe <span{(shot.Barriers.Count > 0 ? " class=\"bad\"" : "")}>{shot.Barriers.Count}</span></figcaption>");
                html.Append(CultureInfo.InvariantCulture, $"<div><a href=\"pictures/{shot.Wide}\"><img class=\"wide\" loading=\"lazy\" alt=\"wide\" src=\"pictures/{shot.Wide}\"></a><a href=\"pictures/{shot.Narrow}\"><img class=\"narrow\" loading=\"lazy\" alt=\"narrow\" src=\"pictures/{shot.Narrow}\"></a></div></figure>\n");
            }

            html.Append("</div>\n");
        }

        return html.ToString();
    }

    public static string Markdown(IReadOnlyList<Shot> shots)
    {
        var text = new StringBuilder("| no. | area | page | title | status | page, kB | with all it loads, kB | p50, ms | p99, ms | axe |\n|--:|---|---|---|--:|--:|--:|--:|--:|--:|\n");
        foreach (var shot in Areas(shots).SelectMany(a => a))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {shot.Number} | {shot.Who} | `{Name(shot)}` | {shot.Title} | {shot.Status} | {Kilobytes(shot.PageBytes)} | {Kilobytes(shot.AllBytes)} | {Milliseconds(shot.P50)} | {Milliseconds(shot.P99)} | {shot.Barriers.Count} |\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"\n{Totals(shots)}\n").ToString();
    }

    public static string Totals(IReadOnlyList<Shot> shots)
    {
        var timed = shots.Where(s => s.Times.Count > 0).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{shots.Count} pages and states, {shots.Sum(s => s.Barriers.Count)} findings of axe. The heaviest page with all it loads: {Kilobytes(shots.Max(s => s.AllBytes))} kB. Of {timed.Count} asked again: the slowest p50 {Milliseconds(timed.Max(s => s.P50))} ms, the slowest p99 {Milliseconds(timed.Max(s => s.P99))} ms.");
    }

    private static IEnumerable<IGrouping<string, Shot>> Areas(IReadOnlyList<Shot> shots) => shots.GroupBy(s => s.Who);

    private static string Name(Shot shot) => (shot.IsAnswer ? "POST " : "") + Id().Replace(shot.Path, "…");

    private static string Times(Shot shot) => shot.Times.Count == 0 ? "" : $", p50 {Milliseconds(shot.P50)} ms, p99 {Milliseconds(shot.P99)} ms";

    private static string Kilobytes(long bytes) => (bytes / 1000.0).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Milliseconds(TimeSpan? time) => time?.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The ids of records, requests and links, which say nothing to a reader.</summary>
    [GeneratedRegex(@"[\w.-]{32,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();
}
