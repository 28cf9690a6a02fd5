using System.IO.Compression;
using System.Text;
using System.Text.Json;
using PlanApi.Fhir.Validation;

namespace PlanApi.Fhir.Load;

/// <summary>Finds and reads the files to load. A bundle is read twice, first for what its entries are called, so that it need not be held in memory.</summary>
internal static class SourceFiles
{
    // Stands for bytes that are not UTF-8, so that no name is loaded with another character in it; it is none itself.
    private const char NoCharacter = '\uFFFF';
    private static readonly Encoding Utf8 = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new DecoderReplacementFallback($"{NoCharacter}"));
    private static readonly IReadOnlyDictionary<string, string> NoEntries = new Dictionary<string, string>();

    /// <summary>The files at a path, by name.</summary>
    /// <exception cref="FileNotFoundException">There is nothing at the path.</exception>
    public static IReadOnlyList<string> At(string path)
    {
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
            throw new FileNotFoundException($"There is no file or folder '{path}'.", path);
        return [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(IsFhir).Order(StringComparer.Ordinal)];
    }

    /// <summary>The resources of a file, each with bytes of its own; last its problem, where it breaks off or is not JSON.</summary>
    public static IEnumerable<SourceResource> Read(string root, string file)
    {
        var name = Directory.Exists(root) ? Path.GetRelativePath(root, file) : Path.GetFileName(file);
        using var resources = (IsLines(file) ? ReadLines(name, file) : ReadObject(name, file)).GetEnumerator();
        for (var number = 1; ; number++)
        {
            string? problem = null;
            try
            {
                if (!resources.MoveNext())
                    yield break;
            }
            // The JSON reader tells of names that are not Unicode by an invalid operation.
            catch (Exception e) when (e is JsonException or InvalidOperationException or IOException or InvalidDataException or UnauthorizedAccessException)
            {
                problem = "The file can not be read any further: " + e.Message;
            }

            if (problem is null)
            {
                yield return resources.Current;
                continue;
            }

            yield return Unreadable(name, number, !IsLines(file), problem);
            yield break;
        }
    }

    private static IEnumerable<SourceResource> ReadLines(string name, string file)
    {
        using var reader = new StreamReader(Open(file), Utf8);
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (!string.IsNullOrWhiteSpace(text))
                yield return text.Contains(NoCharacter) ? Unreadable(name, line, false, JsonText.Problem) : Whole(name, line, Encoding.UTF8.GetBytes(text));
        }
    }

    private static IEnumerable<SourceResource> ReadObject(string name, string file)
    {
        if (Entries(file) is not { } entries)
        {
            using var whole = new MemoryStream();
            using (var stream = Open(file))
                stream.CopyTo(whole);
            yield return Whole(name, 1, whole.ToArray());
            yield break;
        }

        using var input = Open(file);
        var reader = new BundleReader(input);
        for (var number = 1; reader.Next() is { } bytes; number++)
        {
            if (!JsonText.IsUnicode(bytes.Span))
            {
                yield return Unreadable(name, number, true, JsonText.Problem);
                continue;
            }

            var entry = BundleEntry.Read(bytes);
            yield return new(name, number, true, entry.Resource.ToArray(), entry.Type, entry.Id, entries);
        }
    }

    private static SourceResource Whole(string name, int line, byte[] json)
    {
        if (!JsonText.IsUnicode(json))
            return Unreadable(name, line, false, JsonText.Problem);
        var (type, id) = BundleEntry.Identify(json);
        return new(name, line, false, json, type, id, NoEntries);
    }

    private static SourceResource Unreadable(string name, int number, bool isEntry, string problem) => new(name, number, isEntry, default, null, null, NoEntries, problem);

    // Null: not a bundle.
    private static Dictionary<string, string>? Entries(string file)
    {
        using var stream = Open(file);
        var reader = new BundleReader(stream);
        Dictionary<string, string> entries = new(StringComparer.Ordinal);
        while (reader.Next() is { } bytes)
        {
            if (JsonText.IsUnicode(bytes.Span) && BundleEntry.Read(bytes) is { FullUrl: { } url, Type: { } type, Id: { } id })
                entries[url] = $"{type}/{id}";
        }

        return reader.ResourceType == "Bundle" ? entries : null;
    }

    private static Stream Open(string file)
    {
        var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024, FileOptions.SequentialScan);
        return IsZipped(file) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    private static bool IsFhir(string file) => Path.GetExtension(Plain(file)) is ".json" or ".ndjson" or ".jsonl";

    private static bool IsLines(string file) => Path.GetExtension(Plain(file)) is ".ndjson" or ".jsonl";

    private static bool IsZipped(string file) => file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    private static string Plain(string file) => IsZipped(file) ? file[..^3] : file;
}
