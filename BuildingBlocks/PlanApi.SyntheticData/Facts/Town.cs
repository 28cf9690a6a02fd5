namespace PlanApi.SyntheticData.Facts;

/// <summary>A city where the plan has members and providers, with the middle of it on the map.</summary>
/// <param name="AreaCode">Of its telephones.</param>
internal sealed record Town(string City, string State, string PostalCode, decimal Latitude, decimal Longitude, string AreaCode)
{
    public static readonly Town Springfield = new("Springfield", "MA", "01103", 42.1015m, -72.5898m, "413");
    public static readonly Town Greenfield = new("Greenfield", "MA", "01301", 42.5879m, -72.5994m, "413");
    private static readonly Town Hartford = new("Hartford", "CT", "06103", 41.7658m, -72.6734m, "860");

    /// <summary>Less than an hour from it.</summary>
    public static readonly IReadOnlyList<Town> NearSpringfield = [Springfield, Greenfield, Hartford];

    /// <summary>The plan's home first.</summary>
    public static readonly IReadOnlyList<Town> All =
    [
        Springfield,
        Greenfield,
        Hartford,
        new("Providence", "RI", "02903", 41.8240m, -71.4128m, "401"),
        new("Albany", "NY", "12207", 42.6526m, -73.7562m, "518"),
        new("Dayton", "OH", "45402", 39.7589m, -84.1916m, "937"),
        new("Madison", "WI", "53703", 43.0731m, -89.4012m, "608"),
        new("Worcester", "MA", "01608", 42.2626m, -71.8023m, "508"),
        new("New Haven", "CT", "06510", 41.3083m, -72.9279m, "203"),
    ];
}
