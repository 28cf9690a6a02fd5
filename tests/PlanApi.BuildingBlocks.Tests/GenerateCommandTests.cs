using System.Text.Json;
using PlanApi.TestKit;

namespace PlanApi.BuildingBlocks.Tests;

public sealed class GenerateCommandTests(PlanApiHost host) : IClassFixture<PlanApiHost>, IDisposable
{
    private const string AsOf = "2026-11-20";
    private static readonly string[] Parts = ["directory", "members"];
    private readonly string _folder = Directory.CreateTempSubdirectory("planapi-generate-").FullName;

    [Fact]
    public async Task What_is_generated_is_loaded_whole_and_found()
    {
        var plan = Path.Combine(_folder, "plan");

        var made = await host.Run("generate", "--members", "5", "--out", plan, "--as-of", AsOf);
        var directory = await host.Run("load", "directory", Path.Combine(plan, "directory"));
        var members = await host.Run("load", "members", Path.Combine(plan, "members"));

        made.Code.ShouldBe(0, made.Output);
        made.Output.ShouldMatch(@"^5 members, \d+ resources; .* members and \d+ resources a second\.");
        foreach (var (code, output) in new[] { directory, members })
        {
            code.ShouldBe(0, output);
            output.ShouldContain(" 0 of types not served here, 0 rejected");
            output.ShouldNotContain("lead nowhere");
            output.ShouldNotContain("hidden");
        }

        var claim = Lines(plan, "members").First(r => Type(r) == "ExplanationOfBenefit" && r.GetProperty("type").GetProperty("coding")[0].GetProperty("code").GetString() == "pharmacy");
        var drug = claim.GetProperty("item")[0].GetProperty("productOrService").GetProperty("coding")[0];
        using var app = host.CreateClient();
        (await Count(app, $"{claim.GetProperty("provider").GetProperty("reference").GetString()!.Replace("/", "?_id=")}")).ShouldBe(1);
        (await Count(app, $"Basic?subject:MedicationKnowledge.code={drug.GetProperty("system").GetString()}%7C{drug.GetProperty("code").GetString()}")).ShouldBe(2);
    }

    [Fact]
    public async Task Equal_seeds_make_equal_files_and_other_seeds_make_other_people()
    {
        foreach (var (name, seed) in new[] { ("first", "a"), ("again", "a"), ("other", "b") })
        {
            (await host.Run("generate", "--members", "3", "--seed", seed, "--as-of", AsOf, "--out", Path.Combine(_folder, name))).Code.ShouldBe(0);
        }

        Bytes("again").ShouldBe(Bytes("first"));
        Ids("other").Intersect(Ids("first")).ShouldBeEmpty();
        Ids("first").Count().ShouldBe(Ids("first").Distinct().Count() + Lines(Path.Combine(_folder, "first"), "members").Count(r => Type(r) is "Organization" or "Practitioner" or "PractitionerRole" or "Location"));
        Lines(Path.Combine(_folder, "first"), "members").Count(r => Type(r) == "Patient").ShouldBe(3);
    }

    [Theory]
    [InlineData("--members must be a number from 1 to 10,000,000.", "--out", "x")]
    [InlineData("--members must be a number from 1 to 10,000,000.", "--out", "x", "--members", "0")]
    [InlineData("--members must be a number from 1 to 10,000,000.", "--out", "x", "--members", "many")]
    [InlineData("--out must name a folder.", "--members", "3")]
    [InlineData("--as-of must be a day, such as 2026-11-20.", "--members", "3", "--out", "x", "--as-of", "20.11.2026")]
    [InlineData("--as-of must lie between 2000 and 2100.", "--members", "3", "--out", "x", "--as-of", "1900-01-01")]
    [InlineData("--seed must be a word of at most 20 letters, digits and dashes.", "--members", "3", "--out", "x", "--seed", "")]
    [InlineData("--seed must be a word of at most 20 letters, digits and dashes.", "--members", "3", "--out", "x", "--seed", "../up")]
    [InlineData("There is no option '--size'.", "--size", "3")]
    [InlineData("--members needs a value.", "--members")]
    [InlineData("--members is there twice.", "--members", "3", "--members", "4")]
    public async Task Wrong_arguments_are_told_in_a_sentence(string sentence, params string[] arguments)
    {
        var (code, output) = await host.Run("generate", arguments);

        code.ShouldBe(2);
        output.ShouldStartWith($"{sentence} Usage: generate --members ");
        Directory.Exists("x").ShouldBeFalse();
    }

    [Fact]
    public async Task Nothing_is_overwritten_and_a_folder_that_cannot_be_is_told()
    {
        var mine = Path.Combine(_folder, "mine.txt");
        await File.WriteAllTextAsync(mine, "mine");

        var full = await host.Run("generate", "--members", "1", "--out", _folder);
        var file = await host.Run("generate", "--members", "1", "--out", mine);

        full.Code.ShouldBe(2);
        full.Output.ShouldContain("is not empty, and nothing in it is overwritten");
        file.Code.ShouldBe(1);
        file.Output.ShouldStartWith("The plan could not be written to");
        Directory.GetFileSystemEntries(_folder).ShouldBe([mine]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<JsonElement> Lines(string plan, string part) =>
        Directory.GetFiles(Path.Combine(plan, part)).Order().SelectMany(File.ReadLines).Select(l => JsonDocument.Parse(l).RootElement);

    private static string Type(JsonElement resource) => resource.GetProperty("resourceType").GetString()!;

    private IEnumerable<string> Ids(string plan) =>
        Parts.SelectMany(part => Lines(Path.Combine(_folder, plan), part)).Select(r => $"{Type(r)}/{r.GetProperty("id").GetString()}");

    private List<string> Bytes(string plan) =>
        [.. Directory.GetFiles(Path.Combine(_folder, plan), "*", SearchOption.AllDirectories).Order().Select(f => Path.GetFileName(f) + Convert.ToBase64String(File.ReadAllBytes(f)))];

    private static async Task<int> Count(HttpClient app, string search)
    {
        var bundle = JsonDocument.Parse(await app.GetStringAsync(new Uri($"/directory/fhir/{search}", UriKind.Relative))).RootElement;
        return bundle.TryGetProperty("entry", out var entries) ? entries.GetArrayLength() : 0;
    }
}
