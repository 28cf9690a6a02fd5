using System.Text.Json;
using PlanApi.Fhir.Validation;

namespace PlanApi.Fhir.Load;

/// <summary>Resources put off to the end of a load, in a temporary file that is gone when the load is.</summary>
internal sealed class Deferred : IDisposable
{
    private readonly Lock _gate = new();
    private FileStream? _file;

    public void Add(SourceResource source)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(source with { Json = source.Json.ToArray(), Entries = Used(source) });
        lock (_gate)
        {
            _file ??= PrivateFile.Create(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileOptions.DeleteOnClose);
            _file.Write(line);
            _file.WriteByte((byte)'\n');
        }
    }

    public IEnumerable<SourceResource> Read()
    {
        if (_file is null)
            yield break;
        _file.Position = 0;
        using var reader = new StreamReader(_file, leaveOpen: true);
        while (reader.ReadLine() is { } line)
            yield return JsonSerializer.Deserialize<SourceResource>(line)!;
    }

    public void Dispose() => _file?.Dispose();

    // Only the bundle's names that this resource uses, not those of all its neighbours. What is not JSON is refused when it is read again.
    private static Dictionary<string, string> Used(SourceResource source)
    {
        try
        {
            return source.Entries.Count == 0 ? [] : ReferencePaths.In(source.Json.Span, "").Select(r => r.Reference).Distinct()
                .Where(source.Entries.ContainsKey).ToDictionary(r => r, r => source.Entries[r], StringComparer.Ordinal);
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
