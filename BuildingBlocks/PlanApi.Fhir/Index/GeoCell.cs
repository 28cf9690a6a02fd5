namespace PlanApi.Fhir.Index;

/// <summary>
/// Cells of the globe, each a quarter of the one before: a cell's name begins with the names of all cells around it, so that
/// everything in a cell is found by the beginning of its name.
/// </summary>
internal static class GeoCell
{
    /// <summary>Quarterings of the finest cell, which is about 20 m high.</summary>
    public const int Finest = 20;

    private const int MostCells = 12;

    /// <summary>The finest cell that a place lies in.</summary>
    public static string Of(Place place) => Name(Row(place.Latitude, Finest), Column(place.Longitude, Finest), Finest);

    /// <summary>A few cells that cover everything within a distance, in kilometres.</summary>
    public static IReadOnlyList<string> Around(Place centre, double distance)
    {
        var degrees = distance * Place.DegreesPerKilometre;
        var (south, north) = (centre.Latitude - degrees, centre.Latitude + degrees);
        // Where the circle takes in a pole it takes in every longitude.
        var width = south <= -90 || north >= 90 ? 180 : Math.Min(180, WidthAt(Math.Max(Math.Abs(south), Math.Abs(north)), degrees));
        for (var level = Finest; level > 0; level--)
        {
            var (firstRow, lastRow) = (Row(Math.Max(south, -90), level), Row(Math.Min(north, 90), level));
            var columns = 1L << level;
            var first = (long)Math.Floor((centre.Longitude - width + 180) / 360 * columns);
            var count = Math.Min(columns, (long)Math.Floor((centre.Longitude + width + 180) / 360 * columns) - first + 1);
            if (count * (lastRow - firstRow + 1) > MostCells)
                continue;
            List<string> cells = [];
            for (var row = firstRow; row <= lastRow; row++)
            {
                for (var i = 0; i < count; i++)
                    cells.Add(Name(row, (int)(((first + i) % columns + columns) % columns), level));
            }

            return cells;
        }

        return [""];
    }

    // How far east a circle reaches grows towards the poles.
    private static double WidthAt(double latitude, double degrees)
    {
        var sine = Math.Sin(degrees * Math.PI / 180) / Math.Cos(Math.Min(latitude, 89.9) * Math.PI / 180);
        return sine >= 1 ? 180 : Math.Asin(sine) * 180 / Math.PI;
    }

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
