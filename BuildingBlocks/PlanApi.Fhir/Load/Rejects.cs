using System.Text.Json;

namespace PlanApi.Fhir.Load;

/// <summary>
/// The file of what a load refused, and in what it took of references that lead nowhere and of resources that no app sees: one JSON object a
/// line, with file, line or entry, reference, severity, FHIRPath and reason. Only its owner may read it.
/// </summary>
internal sealed class Rejects(string path) : IAsyncDisposable
{
    private FileStream? _file;

    /// <summary>Writes down a resource that was refused.</summary>
    public void Add(SourceResource source, Change refused) => Add(source.Place, refused.Reference, "error", refused.Path, refused.Reason!);

    /// <summary>Writes down a place in a file.</summary>
    /// <param name="severity"><c>error</c> for what was not loaded, <c>warning</c> for what was.</param>
    public void Add(SourcePlace place, string? reference, string severity, string? at, string reason)
    {
        if (_file is null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            _file = PrivateFile.Create(path);
        }

        using (var json = new Utf8JsonWriter(_file))
        {
            json.WriteStartObject();
            json.WriteString("file", place.File);
            json.WriteNumber(place.IsEntry ? "entry" : "line", place.Line);
            if (reference is not null)
                json.WriteString("reference", reference);
            json.WriteString("severity", severity);
            if (at is not null)
                json.WriteString("path", at);
            json.WriteString("reason", reason);
            json.WriteEndObject();
        }

        _file.WriteByte((byte)'\n');
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
            await _file.DisposeAsync();
    }
}
