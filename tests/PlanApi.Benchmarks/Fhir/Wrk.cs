using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PlanApi.Benchmarks.Fhir;

/// <summary>Drives an address with wrk, a process of its own: 16 connections, one thread.</summary>
/// <param name="PerSecond">Whole replies.</param>
/// <param name="Median">Milliseconds.</param>
/// <param name="P99">Milliseconds within which 99 of 100 replies came.</param>
internal sealed partial record Wrk(double PerSecond, double Median, double P99)
{
    private const int MostWarmUps = 6;
    private const double Steady = 1.03;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    public static bool IsThere { get; } = Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(d => File.Exists(Path.Combine(d, "wrk")));

    /// <param name="address">Scheme, host and port.</param>
    /// <param name="paths">Asked in turn, again and again.</param>
    /// <param name="token">Sent with each request; null for none.</param>
    /// <exception cref="InvalidOperationException">A reply was not 2xx or did not come: a fast error would look like speed. The message is what wrk said.</exception>
    public static async Task<Wrk> Run(string address, IReadOnlyList<string> paths, string? token, TimeSpan time)
    {
        // In a script and not on the command line, where other users of the machine could read the token.
        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script, Script(paths, token));
        try
        {
            var output = await Output("wrk", "--threads", "1", "--connections", "16", "--duration", $"{Math.Max(1, (int)time.TotalSeconds)}s", "--latency", "--script", script, address);
            var wrong = output.Contains("Non-2xx", StringComparison.Ordinal) || output.Contains("Socket errors", StringComparison.Ordinal);
            return !wrong && PerSecondLine().Match(output) is { Success: true } line && Latency(output, "50%") is { } median && Latency(output, "99%") is { } p99
                ? new(double.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture), median, p99)
                : throw new InvalidOperationException($"{paths[0]}: {output}");
        }
        finally
        {
            File.Delete(script);
        }
    }

    /// <summary>Asks until it gets no quicker: the runtime compiles what is called often anew, which takes a minute where requests take milliseconds of both processors.</summary>
    public static async Task Warm(string address, IReadOnlyList<string> paths, string? token)
    {
        var before = 0.0;
        for (var run = 0; run < MostWarmUps; run++)
        {
            var rate = (await Run(address, paths, token, WarmUp)).PerSecond;
            if (rate < before * Steady)
                break;
            before = rate;
        }
    }

    private static string Script(IReadOnlyList<string> paths, string? token) => $$"""
        local paths = { {{string.Join(", ", paths.Select(p => $"\"{p}\""))}} }
        local headers = { {{(token is null ? "" : $"[\"Authorization\"] = \"Bearer {token}\"")}} }
        local requests, at = {}, 0
        init = function() for i, path in ipairs(paths) do requests[i] = wrk.format("GET", path, headers) end end
        request = function() at = at % #requests + 1; return requests[at] end
        """;

    private static async Task<string> Output(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }

    private static double? Latency(string output, string percent)
    {
        var match = Regex.Match(output, $@"^\s+{percent}\s+([\d.]+)(us|ms|s)", RegexOptions.Multiline);
        return !match.Success ? null : double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * match.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 };
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex PerSecondLine();
}
