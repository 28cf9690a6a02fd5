using System.Collections.Frozen;
using FastEndpoints;
using PlanApi.BuildingBlocks.Web;

namespace PlanApi.AppRegistry.Docs;

/// <summary>One program in several languages, whole, as it is shown and fetched.</summary>
public sealed record Sample(string Language, string File, string Run, string Text);

/// <summary>The quick start programs: files of <c>samples/quick-start</c>, which the tests run.</summary>
internal static class Samples
{
    public static IReadOnlyList<Sample> All { get; } =
    [
        Read("Shell, with curl", "quick-start.sh", "bash quick-start.sh"),
        Read("JavaScript, with Node.js", "quick-start.mjs", "node quick-start.mjs"),
        Read("C#, with .NET", "quick-start.cs", "dotnet run quick-start.cs"),
    ];

    private static readonly FrozenDictionary<string, Sample> ByFile = All.ToFrozenDictionary(s => s.File);

    private static Sample Read(string language, string file, string run)
    {
        using var stream = typeof(Samples).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"{file} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return new(language, file, run, reader.ReadToEnd());
    }

    public sealed class Fetch : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(DocsPaths.Sample("{file}"));
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct) => ByFile.TryGetValue(Route<string>("file")!, out var sample)
            ? Send.StringAsync(sample.Text, contentType: "text/plain; charset=utf-8", cancellation: ct)
            : Send.ResultAsync(Html.NotFound);
    }
}
