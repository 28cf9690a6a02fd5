using CsCheck;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Tests.Index;

public sealed class GeoCellTests
{
    private static readonly Gen<Place> Places = Gen.Select(Gen.Double[-90, 90], Gen.Double[-180, 180], (latitude, longitude) => new Place(latitude, longitude));

    [Fact]
    public void Every_place_within_a_distance_lies_in_one_of_the_few_cells_around()
    {
        // Steps of a few degrees at most, so that many places are within the distance.
        var cases = Gen.Select(Places, Gen.Double[-3, 3], Gen.Double[-3, 3], Gen.Double[0.001, 500]);
        var within = 0;
        cases.Sample(
            (centre, north, east, distance) =>
            {
                var place = new Place(Math.Clamp(centre.Latitude + north, -90, 90), Wrapped(centre.Longitude + east));
                var cells = GeoCell.Around(centre, distance);
                cells.Count.ShouldBeLessThanOrEqualTo(24);
                if (centre.DistanceTo(place) > distance)
                    return;
                Interlocked.Increment(ref within);
                cells.Any(c => GeoCell.Of(place).StartsWith(c, StringComparison.Ordinal)).ShouldBeTrue($"{place} of {centre} within {distance}");
            },
            iter: 20_000);
        within.ShouldBeGreaterThan(2_000);
    }

    [Theory]
    [InlineData(42.5, -100.0, 16)]
    [InlineData(43.1, -90.3, 16)]
    [InlineData(41.7, -72.7, 80)]
    [InlineData(61.2, -149.9, 16)]
    [InlineData(-0.1, 0.1, 1)]
    public void Cells_around_a_place_are_not_much_larger_than_the_circle(double latitude, double longitude, double distance)
    {
        var centre = new Place(latitude, longitude);
        var cells = GeoCell.Around(centre, distance);
        var places = (
            from north in Enumerable.Range(-100, 201)
            from east in Enumerable.Range(-100, 201)
            select new Place(latitude + (north * distance / 2500), longitude + (east * distance / 1250))).ToList();

        var covered = places.Where(p => cells.Any(c => GeoCell.Of(p).StartsWith(c, StringComparison.Ordinal))).ToList();

        covered.Count.ShouldBeLessThan(4 * places.Count(p => centre.DistanceTo(p) <= distance));
    }

    [Theory]
    [InlineData(41.7658, -72.6734, 40.7128, -74.0060, 161)]
    [InlineData(0, 179.5, 0, -179.5, 111)]
    [InlineData(90, 0, -90, 0, 20015)]
    [InlineData(51.5, 0, 51.5, 0, 0)]
    public void Distances_are_great_circles(double latitude, double longitude, double toLatitude, double toLongitude, double kilometres) =>
        new Place(latitude, longitude).DistanceTo(new(toLatitude, toLongitude)).ShouldBe(kilometres, tolerance: 1);

    [Fact]
    public void What_is_written_of_a_place_is_read_again() => Places.Sample(place => Place.Parse(place.ToString()).ShouldBe(place));

    private static double Wrapped(double longitude) => longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude;
}
