namespace PlanApi.SyntheticData.Facts;

/// <summary>
/// The plan's whole network: hospitals, clinics, dentists, pharmacies and clinicians in every town, drawn around <see cref="Network"/>'s own.
/// A larger one has all of a smaller one, unchanged. One place of each kind in every town is in the narrow network too, with the clinicians whom everybody needs.
/// </summary>
internal sealed class WiderNetwork
{
    private static readonly string[] Women = ["Abigail", "Bianca", "Claire", "Denise", "Esther", "Fiona", "Gloria", "Helena", "Irene", "Jasmine", "Katherine", "Lucia", "Mei", "Noor", "Oksana", "Paula", "Rosa", "Sofia", "Tara", "Yara"];
    private static readonly string[] Men = ["Andre", "Boris", "Carlos", "Daniel", "Emil", "Francis", "George", "Hugo", "Imran", "Jonas", "Kofi", "Leon", "Marcus", "Nikolai", "Oscar", "Pavel", "Raj", "Stefan", "Tomas", "Walter"];
    private static readonly string[] Families = ["Achebe", "Bauer", "Chandra", "Diaz", "Ellis", "Farrell", "Greco", "Hoang", "Iverson", "Joshi", "Kim", "Larsen", "Mbeki", "Novak", "Ochoa", "Park", "Quinn", "Rossi", "Silva", "Tanaka", "Ueda", "Vargas", "Weiss", "Yilmaz", "Zhang"];
    private static readonly string[] Streets = ["Park Avenue", "State Street", "Chapel Street", "Union Street", "Mill Road", "College Street", "Bridge Street", "Spring Street"];
    private static readonly string[] Names = ["Oak Hill", "Stonebridge", "Meadow", "Lakeview", "Northgate", "Cedar", "Granite", "Willow"];
    private static readonly (PlaceKind Kind, string Name, int Each)[] Kinds =
    [
        (PlaceKind.Hospital, "Medical Center", 1), (PlaceKind.Clinic, "Medical Group", 3), (PlaceKind.DentalOffice, "Dental Associates", 1),
        (PlaceKind.UrgentCare, "Urgent Care", 1), (PlaceKind.Pharmacy, "Pharmacy", 2),
    ];

    private static readonly Specialty[] Needed =
        [Specialty.FamilyMedicine, Specialty.Pediatrics, Specialty.GeneralDentistry, Specialty.EmergencyMedicine, Specialty.Orthopedics, Specialty.Obstetrics];

    // Clinicians that a clinic, hospital or dental office has room for; beyond it every town gets another round of places.
    private const int RoomInARound = 400;

    /// <summary>How many clinicians a generated plan has at least: those whom its people go to. The demo plan's directory has fewer.</summary>
    public const int Fewest = 300;

    private readonly Chance _chance = Chance.Of("the wider network");

    /// <param name="clinicians">How many in all; never fewer than <see cref="Roster.EveryClinician"/>.</param>
    public WiderNetwork(int clinicians)
    {
        var rounds = ((clinicians - 1) / RoomInARound) + 1;
        List<Place> places = [.. Roster.EveryPlace];
        for (var round = 0; round < rounds; round++)
        {
            places.AddRange(Town.All.SelectMany(town => PlacesIn(town, round)).Select((place, n) => place with { Npi = Npi.Of(990_300_000 + (round * 1000) + n) }));
        }

        Places = places;
        Clinicians = [.. Roster.EveryClinician, .. Drawn(clinicians - Roster.EveryClinician.Count, places)];
    }

    /// <summary>Without the payer.</summary>
    public IReadOnlyList<Place> Places { get; }

    public IReadOnlyList<Clinician> Clinicians { get; }

    private static IEnumerable<Place> PlacesIn(Town town, int round)
    {
        var chance = Chance.Of($"{town.City} {round}");
        var slug = town.City.ToLowerInvariant().Replace(' ', '-');
        var first = chance.Between(0, Names.Length - 1);
        foreach (var (kind, name, each) in Kinds)
        {
            for (var n = 1; n <= each; n++)
            {
                var key = $"{kind.ToString().ToLowerInvariant()}-{slug}-{(round * each) + n}";
                var title = $"{Names[(first + n + (int)kind) % Names.Length]} {town.City} {name}";
                var site = new Site(
                    $"loc-{key}",
                    title,
                    new($"{chance.Between(2, 980)} {chance.Of(Streets)}", town.City, town.State, town.PostalCode),
                    town.Latitude + (chance.Between(-400, 400) / 10_000m),
                    town.Longitude + (chance.Between(-400, 400) / 10_000m));
                yield return new(key, kind, title, "", $"({town.AreaCode}) 555-01{chance.Between(10, 99)}", [site], InSelect: chance.Percent(60) || (round == 0 && n == 1));
            }
        }
    }

    private IEnumerable<Clinician> Drawn(int count, List<Place> places)
    {
        var inARound = Town.All.Count * Kinds.Sum(k => k.Each);
        ILookup<PlaceKind, Place>? rooms = null;
        for (var n = 0; n < count; n++)
        {
            if (n % RoomInARound == 0)
            {
                rooms = places.Take(Roster.EveryPlace.Count + (((n / RoomInARound) + 1) * inARound)).ToLookup(p => p.Kind);
            }

            var (training, place) = n < Needed.Length * Town.All.Count ? NeededIn(Town.All[n / Needed.Length], Needed[n % Needed.Length], places) : Somewhere(rooms!);
            var female = _chance.Percent(55);
            yield return new($"dr-{n + 1:0000}", _chance.Of(female ? Women : Men), _chance.Of(Families), female, Npi.Of(990_400_000 + n), training, place, _chance.Between(0, place.Sites.Count - 1));
        }
    }

    private static (Specialty Training, Place Place) NeededIn(Town town, Specialty training, List<Place> places) =>
        (training, places.First(p => p.Kind == training.Where && p.Home.City == town.City));

    private (Specialty Training, Place Place) Somewhere(ILookup<PlaceKind, Place> rooms)
    {
        var training = TrainingAt(_chance.Between(1, 100));
        return (training, _chance.Of([.. rooms[training.Where]]));
    }

    private static Specialty TrainingAt(int percent)
    {
        foreach (var specialty in Specialty.All)
        {
            percent -= specialty.Weight;
            if (percent <= 0)
            {
                return specialty;
            }
        }

        return Specialty.FamilyMedicine;
    }
}
