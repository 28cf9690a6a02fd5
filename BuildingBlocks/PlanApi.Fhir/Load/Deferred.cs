using System.Text.Json;
using PlanApi.Fhir.Validation;

namespace PlanApi.Fhir.Load;

/// <summary>Resources put off until others of the load are written, in a temporary file that is gone when the load is.</summary>
/// <param name="isAskedFor">Whether <see cref="IsOut"/> will be asked, for which the names are held in memory.</param>
internal sealed class Deferred(bool isAskedFor = false) : IDisposable
{
    private FileStream? _file;
    private HashSet<string> _names = new(StringComparer.Ordinal);
    private HashSet<string> _out = [];

    /// <summary>How many have been put off since all were taken out.</summary>
    public long Count { get; private set; }

    public void Add(SourceResource source)
    {
        _file ??= PrivateFile.Create(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileOptions.DeleteOnClose);
        JsonSerializer.Serialize(_file, source with { Entries = Used(source) });
        _file.WriteByte((byte)'\n');
        Count++;
        if (isAskedFor && source.Name is { } name)
            _names.Add(name);
    }

    /// <summary>All that was put off. What is put off from now on, also while these are read, is for the next time.</summary>
    public IEnumerable<SourceResource> TakeOut()
    {
        var file = _file;
        (_file, Count, _out, _names) = (null, 0, _names, new(StringComparer.Ordinal));
        return file is null ? [] : Read(file);
    }

    /// <summary>Whether a resource is among those taken out last.</summary>
    public bool IsOut(string reference) => _out.Contains(reference);

    public void Dispose() => _file?.Dispose();

    private static IEnumerable<SourceResource> Read(FileStream file)
    {
        file.Position = 0;
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
            yield return JsonSerializer.Deserialize<SourceResource>(line)!;
    }

    // Only the bundle's names that this resource uses, not those of all its neighbours.
    private static Dictionary<string, string> Used(SourceResource source) => source.Entries.Count == 0 ? [] : ReferencePaths.TextsIn(source.Json.Span).Distinct()
        .Where(source.Entries.ContainsKey).ToDictionary(r => r, r => source.Entries[r], StringComparer.Ordinal);
}
