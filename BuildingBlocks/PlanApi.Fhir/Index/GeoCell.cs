namespace PlanApi.Fhir.Index;

/// <summary>
/// Cells of the globe, each a quarter of the one before: a cell's name begins with the names of all cells around it, so that
/// everything in a cell is found by the beginning of its name.
/// </summary>
internal static class GeoCell
{
    /// <summary>Quarterings of the finest cell, which is about 20 m high.</summary>
    public const int Finest = 20;

    private const int MostCells = 24;

    /// <summary>The finest cell that a place lies in.</summary>
    public static string Of(Place place) => Name(Row(place.Latitude, Finest), Column(place.Longitude, Finest), Finest);

    /// <summary>A few cells that cover everything within a distance, in kilometres, and none of which is wholly beyond it.</summary>
    public static IReadOnlyList<string> Around(Place centre, double distance)
    {
        for (var level = Finest; level > 0; level--)
        {
            if (Within(centre, distance * Place.DegreesPerKilometre, level) is { } cells)
                return cells;
        }

        return [""];
    }

    // Null where they are too many.
    private static List<string>? Within(Place centre, double degrees, int level)
    {
        var (south, north) = (centre.Latitude - degrees, centre.Latitude + degrees);
        var (firstRow, lastRow) = (Row(Math.Max(south, -90), level), Row(Math.Min(north, 90), level));
        if (lastRow - firstRow >= MostCells)
            return null;
        var columns = 1L << level;
        List<string> cells = [];
        for (var row = firstRow; row <= lastRow; row++)
        {
            // Where the circle takes in a pole it takes in every longitude.
            var width = south <= -90 || north >= 90 ? 180 : Width(centre.Latitude, degrees, LatitudeOf(row, level), LatitudeOf(row + 1, level));
            var first = (long)Math.Floor((centre.Longitude - width + 180) / 360 * columns);
            var count = Math.Min(columns, (long)Math.Floor((centre.Longitude + width + 180) / 360 * columns) - first + 1);
            if (cells.Count + count > MostCells)
                return null;
            for (var i = 0; i < count; i++)
                cells.Add(Name(row, (int)(((first + i) % columns + columns) % columns), level));
        }

        return cells;
    }

    // How far east and west a circle reaches between two latitudes: farthest where it touches a meridian, which is poleward of its centre.
    private static double Width(double centre, double radius, double south, double north)
    {
        var touching = Math.Asin(Math.Clamp(Math.Sin(Place.Radians(centre)) / Math.Cos(Place.Radians(radius)), -1, 1));
        var latitude = Math.Clamp(touching, Place.Radians(south), Place.Radians(north));
        var (whole, across) = (Math.Sin(Place.Radians(radius) / 2), Math.Sin((latitude - Place.Radians(centre)) / 2));
        // The haversine formula, solved for the longitude.
        var along = ((whole * whole) - (across * across)) / (Math.Cos(latitude) * Math.Cos(Place.Radians(centre)));
        return 2 * Math.Asin(Math.Sqrt(Math.Clamp(along, 0, 1))) * 180 / Math.PI;
    }

    private static double LatitudeOf(int row, int level) => ((double)row / (1L << level) * 180) - 90;

    private static int Row(double latitude, int level) => Index((latitude + 90) / 180, level);

    private static int Column(double longitude, int level) => Index((longitude + 180) / 360, level);

    private static int Index(double part, int level) => (int)Math.Clamp(part * (1L << level), 0, (1L << level) - 1);

    private static string Name(int row, int column, int level) => string.Create(level, (row, column), static (name, at) =>
    {
        for (var i = 0; i < name.Length; i++)
        {
            var bit = name.Length - 1 - i;
            name[i] = (char)('a' + ((at.row >> bit) & 1) * 2 + ((at.column >> bit) & 1));
        }
    });
}
