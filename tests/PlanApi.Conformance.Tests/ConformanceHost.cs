using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Conformance.Tests.Guides;
using PlanApi.Conformance.Tests.Records;
using PlanApi.Identity.Contracts;
using PlanApi.TestKit;

[assembly: AssemblyFixture(typeof(PlanApi.Conformance.Tests.ConformanceHost))]

namespace PlanApi.Conformance.Tests;

/// <summary>
/// One host for all tests, loaded once, by the operators' command, with the guides' examples and what completes them. Access tokens are the
/// test's own: how one is issued is proven where it is issued.
/// </summary>
public sealed class ConformanceHost : PlanApiHost, IAccessTokens
{
    /// <summary>Behind a patient's id: a token for coverage alone.</summary>
    public const string CoverageOnly = "~coverage";

    public const string Formulary = "data/drug-formulary.tgz";
    private readonly Lazy<Task<(Server Members, Server Directory)>> _loaded;
    private readonly ConcurrentDictionary<string, HttpClient> _apps = new();

    public ConformanceHost() => _loaded = new(Load);

    /// <summary>The base that a guide is for, loaded. Skips the test where the guides are not on this machine.</summary>
    internal async Task<Server> For(Guide guide)
    {
        SharedData.Need("igs/igs.tar.xz");
        var (members, directory) = await _loaded.Value;
        return guide.IsPublic ? directory : members;
    }

    protected override void ConfigureServices(IServiceCollection services) => services.AddSingleton<IAccessTokens>(this);

    // A token is the id of the patient that it opens, for everything or for coverage alone.
    ValueTask<AccessToken?> IAccessTokens.Recognize(ReadOnlyMemory<char> presented, bool sandbox, CancellationToken ct) => ValueTask.FromResult<AccessToken?>(null);

    ValueTask<AccessToken?> IAccessTokens.Validate(ReadOnlyMemory<char> presented, bool sandbox, CancellationToken ct)
    {
        var token = presented.ToString();
        var (patient, scope) = token.EndsWith(CoverageOnly, StringComparison.Ordinal) ? (token[..^CoverageOnly.Length], "patient/Coverage.rs") : (token, "patient/*.rs");
        return ValueTask.FromResult<AccessToken?>(
            sandbox ? null : new(NewId.From(Clock), "client-1", "account-1", patient, null, [scope], "grant-" + token, Clock.GetUtcNow().AddHours(1)));
    }

    private async Task<(Server, Server)> Load()
    {
        var members = new Server(patient => App("/fhir/", patient), await Served("/fhir/"));
        members.World.Build();
        await Load("members", members);
        var directory = new Server(_ => App("/directory/fhir/", null), await Served("/directory/fhir/"));
        directory.World.Build();
        await Load("directory", directory);
        if (SharedData.Unpack(Formulary) is { } real)
        {
            directory.RealRejects = await Run("directory", real);
            // Of what comes twice the last one counts.
            directory.World.Add([
                .. Directory.EnumerateFiles(real, "*.ndjson", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                    .SelectMany(File.ReadLines).Reverse().Select(line => new Loaded(null, JsonNode.Parse(line)!.AsObject())).DistinctBy(r => r.Reference).Where(r => !directory.RealRejects.ContainsKey(r.Reference)),
            ]);
        }

        return (members, directory);
    }

    private async Task Load(string target, Server into)
    {
        var folder = Directory.CreateTempSubdirectory("planapi-examples-").FullName;
        try
        {
            // A file for each type, as bulk exports have them: Provenance before some that it is about.
            foreach (var type in into.World.Records.GroupBy(r => r.Type))
                await File.WriteAllLinesAsync(Path.Combine(folder, type.Key + ".ndjson"), type.Select(r => r.Json.ToJsonString()));
            into.Rejects = await Run(target, folder);
            into.World.Remove(into.Rejects.Keys.ToHashSet());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Runs the operators' command; what it rejected, and why.</summary>
    private async Task<IReadOnlyDictionary<string, string>> Run(string target, string folder)
    {
        const string rejects = ", and why: ";
        var (code, output) = await this.Run("load", target, folder);
        code.ShouldBeLessThan(2, output);
        var file = output.Split('\n').Select(l => l.Split(rejects)).Where(l => l.Length == 2).Select(l => l[1].Trim()).FirstOrDefault();
        // What is a warning was loaded.
        return (file is null ? [] : File.ReadLines(file)).Select(l => JsonNode.Parse(l)!).Where(r => r["severity"]?.GetValue<string>() != "warning")
            .ToDictionary(r => r["reference"]!.GetValue<string>(), r => $"{r["path"]} {r["reason"]}");
    }

    private async Task<JsonObject> Served(string path) => JsonNode.Parse(await App(path, null).GetStringAsync("metadata"))!.AsObject();

    private HttpClient App(string path, string? patient) => _apps.GetOrAdd($"{path} {patient}", _ =>
    {
        var client = CreateClient();
        client.BaseAddress = new(PublicUrl + path);
        if (patient is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", patient);
        return client;
    });
}
