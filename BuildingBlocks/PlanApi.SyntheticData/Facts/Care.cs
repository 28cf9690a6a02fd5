namespace PlanApi.SyntheticData.Facts;

/// <summary>Whom a household goes to.</summary>
internal sealed record Care(Clinician PrimaryCare, Clinician Pediatrician, Clinician Dentist, Clinician EmergencyDoctor, Clinician Orthopedist, Clinician Obstetrician, Place Pharmacy)
{
    /// <summary>Those whom the stories of scenarios name, and the rest of <see cref="Roster"/> with them.</summary>
    public static readonly Care Usual = new(
        Network.PrimaryCare, Network.Pediatrician, Network.Dentist, Network.EmergencyDoctor, Network.Orthopedist, Specialists.Obstetrician, Network.Pharmacy)
    { Clinicians = Roster.Clinicians };

    private static readonly Lazy<(ILookup<(string City, Specialty Training), Clinician> Clinicians, ILookup<string, Place> Pharmacies)> OfSelect = new(static () =>
    {
        var network = new WiderNetwork(WiderNetwork.Fewest);
        return (
            network.Clinicians.Where(c => c.Place.InSelect).ToLookup(c => (c.Site.Home.City, c.Training)),
            network.Places.Where(p => p is { Kind: PlaceKind.Pharmacy, InSelect: true }).ToLookup(p => p.Home.City));
    });

    public IReadOnlyList<Clinician> Clinicians { get; init; } = [PrimaryCare, Pediatrician, Dentist, EmergencyDoctor, Orthopedist, Obstetrician];

    /// <summary>The payer, and where they work.</summary>
    public IEnumerable<Place> Places => Clinicians.Select(c => c.Place).Prepend(Pharmacy).Prepend(Network.Payer).Distinct();

    /// <summary>Somebody of each kind in the town, of the network that members' coverage names. Every directory has them, however small the plan.</summary>
    public static Care In(string city, Chance chance)
    {
        var (clinicians, pharmacies) = OfSelect.Value;
        Clinician One(Specialty training) => chance.Of(clinicians[(city, training)].ToList());
        return new(
            One(Specialty.FamilyMedicine), One(Specialty.Pediatrics), One(Specialty.GeneralDentistry), One(Specialty.EmergencyMedicine), One(Specialty.Orthopedics), One(Specialty.Obstetrics),
            chance.Of(pharmacies[city].ToList()));
    }
}
