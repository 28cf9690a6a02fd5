using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Updates;

/// <summary>Reads arrayFilters: each filter names one identifier, the first part of all its paths.</summary>
internal static class ArrayFilterParser
{
    public static Dictionary<string, Filter> Parse(RawValue arrayFilters)
    {
        var filters = new Dictionary<string, Filter>();
        if (arrayFilters.IsMissing) return filters;
        foreach (var item in arrayFilters.Values())
        {
            if (!item.IsDocument) throw CommandException.TypeMismatch("arrayFilters must hold objects");
            var names = Identifiers(item).Distinct().ToList();
            if (names.Count != 1) throw CommandException.FailedToParse(names.Count == 0 ? "Cannot use an expression without a top-level field name in arrayFilters" : $"Error parsing array filter :: caused by :: Expected a single top-level field name, found '{names[0]}' and '{names[1]}'");
            if (names[0].Length == 0 || !char.IsAsciiLetterLower(names[0][0]) || !names[0].All(char.IsAsciiLetterOrDigit))
                throw CommandException.BadValue($"Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '{names[0]}'");
            if (!filters.TryAdd(names[0], FilterParser.Parse(item))) throw CommandException.FailedToParse($"Found multiple array filters with the same top-level field name {names[0]}");
        }
        return filters;
    }

    private static IEnumerable<string> Identifiers(RawValue filter)
    {
        foreach (var (name, value) in filter.Elements())
        {
            if (!name.StartsWith('$')) yield return name.Split('.')[0];
            else if (value.IsArray)
                foreach (var branch in value.Values().Where(v => v.IsDocument))
                    foreach (var inner in Identifiers(branch)) yield return inner;
        }
    }
}
