using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Smart;

namespace PlanApi.ProductionReview.Details;

/// <summary>One of an app's details, beside what it was before.</summary>
/// <param name="Before">What it is compared with; null when there is nothing to compare with.</param>
public sealed record DetailRowView(string Label, string? Before, string Now)
{
    public bool Changed => Before is not null && Before != Now;

    /// <summary>Whether each line is an entry of its own.</summary>
    public bool IsList => Label == AppDetailLine.Scopes;

    /// <summary>Every detail in the order of the form, beside the earlier ones when there are any.</summary>
    internal static IReadOnlyList<DetailRowView> Of(AppDetails details, AppDetails? before = null)
    {
        var now = AppDetailLine.Of(details);
        return before is null
            ? [.. now.Where(static line => line.Shown).Select(line => new DetailRowView(line.Label, null, InWords(line)))]
            : [.. AppDetailLine.Of(before).Zip(now).Where(static l => l.First.Shown || l.Second.Shown).Select(static l => new DetailRowView(l.Second.Label, InWords(l.First), InWords(l.Second)))];
    }

    private static string InWords(AppDetailLine line) => line.Label != AppDetailLine.Scopes
        ? line.Value
        : string.Join('\n', line.Value.Split('\n').Select(static text => Scope.TryParse(text, out var scope) ? $"{text}: {scope.Describe()}" : text));
}
