using System.Text.Json;

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

    // Only the bundle's names that this resource uses, not those of all its neighbours.
    private static Dictionary<string, string> Used(SourceResource source)
    {
        var text = System.Text.Encoding.UTF8.GetString(source.Json.Span);
        return source.Entries.Where(e => text.Contains(e.Key, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
    }
}
