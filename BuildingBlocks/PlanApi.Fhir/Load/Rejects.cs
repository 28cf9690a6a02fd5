using System.Text.Json;

namespace PlanApi.Fhir.Load;

/// <summary>The file of what a load refused: one JSON object a line. Only its owner may read it.</summary>
internal sealed class Rejects(string path) : IAsyncDisposable
{
    private FileStream? _file;

    public async Task Add(SourceResource source, string? reference, string reason, CancellationToken ct)
    {
        if (_file is null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            _file = PrivateFile.Create(path);
        }

        using (var json = new Utf8JsonWriter(_file))
        {
            json.WriteStartObject();
            json.WriteString("file", source.File);
            json.WriteNumber(source.IsEntry ? "entry" : "line", source.Line);
            if (reference is not null)
                json.WriteString("reference", reference);
            json.WriteString("reason", reason);
            json.WriteEndObject();
        }

        await _file.WriteAsync("\n"u8.ToArray(), ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
            await _file.DisposeAsync();
    }
}
