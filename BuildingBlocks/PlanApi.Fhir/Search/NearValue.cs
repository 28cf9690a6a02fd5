using System.Globalization;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Search;

/// <summary>The value of <c>near</c>: <c>latitude|longitude</c>, then possibly <c>|distance|units</c> (location.html#search).</summary>
internal static class NearValue
{
    // The distance where none is asked for.
    private const double Around = 50;

    // Nothing is further away: halfway round the Earth.
    private const double Furthest = 20_040;

    private static readonly Dictionary<string, double> Kilometres = new(StringComparer.Ordinal)
    {
        [""] = 1,
        ["km"] = 1,
        ["m"] = 0.001,
        ["mi"] = 1.609344,
        ["[mi_i]"] = 1.609344,
        ["[mi_us]"] = 1.609347,
        ["[ft_i]"] = 0.0003048,
        ["[ft_us]"] = 0.0003048006,
        ["[nmi_i]"] = 1.852,
    };

    public static Parsed<Criterion> Parse(string parameter, string value, string name)
    {
        List<string> parts = [.. SearchText.Split(value, '|').Select(SearchText.Unescape)];
        if (parts.Count is < 2 or > 4 || Number(parts[0]) is not { } latitude || Number(parts[1]) is not { } longitude || Place.Of(latitude, longitude) is null)
            return Invalid($"'{value}' is not a place: expected latitude|longitude|distance|units, in degrees, e.g. 41.76|-72.67|10|[mi_i].");
        if (parts.ElementAtOrDefault(2) is not { Length: > 0 } asked)
            return new Criterion.Near(parameter, latitude, longitude, Around);
        if (Number(asked) is not ({ } distance and >= 0))
            return Invalid($"'{asked}' is not a distance.");
        return Kilometres.TryGetValue(parts.ElementAtOrDefault(3) ?? "", out var unit)
            ? new Criterion.Near(parameter, latitude, longitude, Math.Min(distance * unit, Furthest))
            : Invalid($"'{parts[3]}' is not a unit that is known here: {string.Join(", ", Kilometres.Keys.Where(k => k.Length > 0))}.");

        FhirFailure Invalid(string why) => new(400, IssueCode.Value, why, name);
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
