using System.Globalization;

namespace PlanApi.Fhir.Index;

/// <summary>A place on earth in degrees (WGS84).</summary>
internal readonly record struct Place(double Latitude, double Longitude)
{
    private const double EarthRadius = 6_371.0088;

    /// <summary>Degrees of latitude in a kilometre.</summary>
    public const double DegreesPerKilometre = 180 / (Math.PI * EarthRadius);

    public static double Radians(double degrees) => degrees * Math.PI / 180;

    /// <summary>Null where the numbers are no place.</summary>
    public static Place? Of(double latitude, double longitude) =>
        Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180 ? new(latitude, longitude) : null;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static Place? Parse(ReadOnlySpan<char> text)
    {
        var comma = text.IndexOf(',');
        return comma > 0 && double.TryParse(text[..comma], NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude)
            && double.TryParse(text[(comma + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude)
                ? Of(latitude, longitude)
                : null;
    }

    /// <summary>Kilometres along the surface, by the haversine formula.</summary>
    public double DistanceTo(Place other)
    {
        var (from, to) = (Radians(Latitude), Radians(other.Latitude));
        var (across, along) = (Math.Sin((to - from) / 2), Math.Sin(Radians(other.Longitude - Longitude) / 2));
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt((across * across) + (Math.Cos(from) * Math.Cos(to) * along * along))));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Latitude:R},{Longitude:R}");
}
