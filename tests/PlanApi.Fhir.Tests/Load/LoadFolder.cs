using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlanApi.Fhir.Tests.Load;

/// <summary>A folder of files for each test, its load, and what was refused or flagged.</summary>
public abstract class LoadFolder(FhirServer server) : IClassFixture<FhirServer>, IDisposable
{
    protected FhirServer Server { get; } = server;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("planapi-load-").FullName;

    protected string Id { get; } = Some.Id();

    protected App Reader { get; } = App.AtOpen(server);

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected List<JsonElement> Lines() => [.. File.ReadLines(Rejects).Select(l => JsonDocument.Parse(l).RootElement)];

    protected string Rejects => Path.Combine(Folder, "out", "rejects.ndjson");

    protected Task<LoadReport> Load(FhirBranch? into = null) => (into ?? Server.Open).Load(new(Folder, Rejects), null, default);

    protected Task Write(string name, string text) => File.WriteAllTextAsync(Path.Combine(Folder, name), text);

    protected Task WriteLines(string name, IEnumerable<JsonObject> resources) => File.WriteAllLinesAsync(Path.Combine(Folder, name), resources.Select(r => r.ToJsonString()));

    protected static string Bundle(params string[] entries) =>
        $$"""{ "resourceType": "Bundle", "type": "transaction", "link": [{"relation":"self","url":"x"}], "entry": [ {{string.Join(",\n", entries)}} ], "total": {{entries.Length}} }""";

    protected static string Entry(string? fullUrl, JsonObject resource, string? subject = null)
    {
        if (subject is not null)
            resource["subject"] = Some.Reference(subject);
        var entry = new JsonObject { ["resource"] = resource, ["request"] = new JsonObject { ["method"] = "POST", ["url"] = "x" } };
        if (fullUrl is not null)
            entry["fullUrl"] = fullUrl;
        return entry.ToJsonString();
    }
}
