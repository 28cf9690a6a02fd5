using System.Globalization;

namespace PlanApi.Fhir;

/// <summary>The one <c>load</c> command's work: picks the branch by the name operators know it by and tells what happens.</summary>
public sealed class LoadTargets(FhirBranches branches, TimeProvider clock)
{
    /// <summary>The targets that can be loaded, e.g. <c>directory</c> and <c>members</c>.</summary>
    public IReadOnlyList<string> Names => [.. branches.All.Select(b => b.Declaration.LoadTarget).OfType<string>().Order(StringComparer.Ordinal)];

    /// <summary>Runs <c>load [target] [path]</c>.</summary>
    /// <param name="rejectsFolder">Folder for the file of rejects.</param>
    /// <returns>0 when everything was loaded or already there, 1 when something was rejected or failed, 2 for wrong arguments.</returns>
    public async Task<int> Run(IReadOnlyList<string> arguments, string rejectsFolder, TextWriter output, CancellationToken ct)
    {
        var branch = arguments.Count == 2 ? branches.All.FirstOrDefault(b => b.Declaration.LoadTarget == arguments[0]) : null;
        if (branch is null)
        {
            await output.WriteLineAsync($"Usage: load {string.Join('|', Names)} <file or folder>");
            return 2;
        }

        var path = arguments[1];
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            await output.WriteLineAsync($"There is no file or folder '{path}'.");
            return 2;
        }

        var rejects = Path.Combine(rejectsFolder, string.Create(CultureInfo.InvariantCulture, $"rejects-{arguments[0]}-{clock.GetUtcNow():yyyyMMdd-HHmmss}.ndjson"));
        var report = await branch.Load(new(path, rejects), new Printed(output, clock), ct);
        await output.WriteLineAsync(Describe(report));
        if (report.Unresolved > 0)
            await output.WriteLineAsync($"{report.Unresolved} references of loaded resources lead nowhere.");
        if (report.Hidden > 0)
            await output.WriteLineAsync($"{report.Hidden} loaded resources belong to no patient, or to several, and are hidden from every app.");
        if (report.Rejected + report.Unresolved + report.Hidden > 0)
            await output.WriteLineAsync($"What was rejected, leads nowhere or is hidden, and why: {rejects}");
        return report.Rejected == 0 ? 0 : 1;
    }

    private static string Describe(LoadReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Files} files, {report.Total} resources: {report.Created} created, {report.Updated} updated, {report.Unchanged} unchanged, "
        + $"{report.NotServed} of types not served here, {report.Rejected} rejected{(report.Repeated > 0 ? $", {report.Repeated} repeated further on" : "")}; "
        + $"{report.Elapsed.TotalSeconds:0.0} s, {report.Total / Math.Max(report.Elapsed.TotalSeconds, 0.001):0} a second.");

    // At once, in order, and not more often than an eye wants.
    private sealed class Printed(TextWriter output, TimeProvider clock) : IProgress<LoadReport>
    {
        private long _last = clock.GetTimestamp();

        public void Report(LoadReport value)
        {
            if (clock.GetElapsedTime(_last) < TimeSpan.FromSeconds(2))
                return;
            _last = clock.GetTimestamp();
            output.WriteLine(Describe(value));
        }
    }
}
