namespace PlanApi.SyntheticData.Facts;

/// <summary>Who is in the network, whatever the size of the directory; <see cref="WiderNetwork"/> has the rest.</summary>
internal static class Roster
{
    /// <summary>Those whom scenarios' records name, and so are kept beside them.</summary>
    public static readonly IReadOnlyList<Clinician> Clinicians = [Network.PrimaryCare, Network.Pediatrician, Network.Orthopedist, Network.EmergencyDoctor, Network.Dentist, .. Specialists.All];

    /// <summary>Every directory of the plan has these, whatever its size.</summary>
    public static readonly IReadOnlyList<Place> EveryPlace = [Network.Clinic, Network.Hospital, Network.Pharmacy, Network.ShorePharmacy, Network.MailPharmacy, Network.DentalOffice, Specialists.HomeCare];
    public static readonly IReadOnlyList<Clinician> EveryClinician =
    [
        .. Clinicians,
        new("dr-brown", "Samuel", "Brown", false, Npi.Of(990220001), Specialty.FamilyMedicine, Network.Clinic, AtSite: 1),
        new("dr-dubois", "Luc", "Dubois", false, Npi.Of(990220003), Specialty.Pediatrics, Network.Clinic, AtSite: 1),
        new("dr-edwards", "Joan", "Edwards", true, Npi.Of(990220004), Specialty.InternalMedicine, Network.Clinic),
        new("dr-fischer", "Anna", "Fischer", true, Npi.Of(990220005), Specialty.Cardiology, Network.Hospital),
        new("dr-gupta", "Ravi", "Gupta", false, Npi.Of(990220006), Specialty.Cardiology, Network.Hospital),
        new("dr-haddad", "Lina", "Haddad", true, Npi.Of(990220007), Specialty.Obstetrics, Network.Hospital),
        new("dr-jensen", "Maja", "Jensen", true, Npi.Of(990220009), Specialty.Dermatology, Network.Clinic),
        new("dr-kowalski", "Piotr", "Kowalski", false, Npi.Of(990220010), Specialty.Ophthalmology, Network.Hospital),
        new("np-lopez", "Carla", "López", true, Npi.Of(990220011), Specialty.NursePractitioner, Network.Clinic, AtSite: 1),
    ];
}
