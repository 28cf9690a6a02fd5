using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PlanApi.Host.Commands;

/// <summary>What plan to make.</summary>
/// <param name="Seed">Names the plan: its ids start with it. Equal seeds make equal plans, and different ones plans that share nothing.</param>
/// <param name="AsOf">The day the plan's stories end.</param>
internal sealed partial record GenerateOptions(int Members, string Folder, string Seed, DateOnly AsOf)
{
    public const string Form = "--members <number> --out <folder> [--seed <word>] [--as-of <yyyy-mm-dd>]";
    private const int MostMembers = 10_000_000;

    private static readonly string[] Names = ["--members", "--out", "--seed", "--as-of"];

    /// <param name="problem">In a sentence, what is wrong.</param>
    public static bool TryParse(IReadOnlyList<string> arguments, DateOnly today, [NotNullWhen(true)] out GenerateOptions? options, [NotNullWhen(false)] out string? problem)
    {
        options = null;
        Dictionary<string, string> given = [];
        for (var i = 0; i < arguments.Count; i += 2)
        {
            problem = !Names.Contains(arguments[i]) ? $"There is no option '{arguments[i]}'."
                : i + 1 == arguments.Count ? $"{arguments[i]} needs a value."
                : given.TryAdd(arguments[i], arguments[i + 1]) ? null : $"{arguments[i]} is there twice.";
            if (problem is not null)
            {
                return false;
            }
        }

        var day = today;
        problem =
            !int.TryParse(given.GetValueOrDefault("--members"), NumberStyles.None, CultureInfo.InvariantCulture, out var members) || members is < 1 or > MostMembers
                ? $"--members must be a number from 1 to {MostMembers.ToString("N0", CultureInfo.InvariantCulture)}."
            : string.IsNullOrWhiteSpace(given.GetValueOrDefault("--out")) ? "--out must name a folder."
            : given.TryGetValue("--seed", out var seed) && !Word().IsMatch(seed) ? "--seed must be a word of at most 20 letters, digits and dashes."
            : given.TryGetValue("--as-of", out var asOf) && !DateOnly.TryParseExact(asOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) ? "--as-of must be a day, such as 2026-11-20."
            : day.Year is < 2000 or > 2100 ? "--as-of must lie between 2000 and 2100."
            : null;
        if (problem is not null)
        {
            return false;
        }

        options = new(members, given["--out"], given.GetValueOrDefault("--seed", "plan"), day);
        return true;
    }

    // Part of an id of FHIR, which has 64 characters.
    [GeneratedRegex("^[A-Za-z0-9-]{1,20}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
