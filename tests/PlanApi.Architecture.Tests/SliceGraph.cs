using System.Reflection;
using ArchUnitNET.Loader;

namespace PlanApi.Architecture.Tests;

/// <summary>Which slices of a module use which. A slice is a folder directly under the module; its own subfolders are its own affair.</summary>
internal sealed class SliceGraph(IEnumerable<(string From, string To)> uses)
{
    private readonly ILookup<string, string> _uses = uses.Where(u => u.From != u.To).Distinct().OrderBy(u => u).ToLookup(u => u.From, u => u.To);

    public static SliceGraph Of(string module, Assembly assembly)
    {
        var root = $"PlanApi.{module}.";
        return new(
            from type in new ArchLoader().LoadAssembly(assembly).Build().Types
            from dependency in type.Dependencies
            let source = SliceOf(type.FullName)
            let target = SliceOf(dependency.Target.FullName)
            where source is not null && target is not null
            select (source, target));

        string? SliceOf(string name) =>
            name.StartsWith(root, StringComparison.Ordinal) && name[root.Length..].Split('.') is [var slice, _, ..] && slice != "Contracts" ? slice : null;
    }

    /// <returns>The slices of a cycle in order, for example "A -> B -> A"; null when there is none.</returns>
    public string? FindCycle()
    {
        var finished = new HashSet<string>();
        return _uses.Select(u => Walk(u.Key, [])).FirstOrDefault(cycle => cycle is not null);

        string? Walk(string slice, List<string> path)
        {
            if (path.Contains(slice))
            {
                return string.Join(" -> ", path.SkipWhile(s => s != slice).Append(slice));
            }

            if (finished.Contains(slice))
            {
                return null;
            }

            var cycle = _uses[slice].Select(next => Walk(next, [.. path, slice])).FirstOrDefault(found => found is not null);
            finished.Add(slice);
            return cycle;
        }
    }
}
