using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Facts;
using static PlanApi.SyntheticData.Directory.PlanNet;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Directory;

/// <summary>Organizations, where they are, what they do, and their part in the networks.</summary>
internal sealed partial class DirectoryResources
{
    private static readonly (string Code, string Text)[] Access = [("adacomp", "ADA compliant"), ("pubtrans", "public transit options"), ("handiaccess", "handicap accessible"), ("cultcomp", "Cultural competence")];

    private Organization OrganizationOf(Place place) => Profiled("Organization", Id(place.Key), _updated, new Organization
    {
        Extension =
        [
            Extension("qualification", [new("code", Taxonomy(Kind(place).Taxonomy, Kind(place).Text)), new("issuer", To(Network.Payer)), .. Valid(place.Home.State)]),
            Extension("org-description", new FhirString($"{Kind(place).Text} in {place.Home.City}")),
        ],
        Identifier = [National(place.Npi)],
        Active = true,
        Type = [place.IsPharmacy ? Also(Code("OrgTypeCS", "fac", "Facility"), "333600000X", "Pharmacy") : place.Kind is PlaceKind.Hospital ? Code("OrgTypeCS", "fac", "Facility") : Code("OrgTypeCS", "prvgrp", "Provider Group")],
        Name = place.Name,
        Telecom = [Answered(place.Phone, Hours.IsAlwaysOpen(place.Kind), by: place.Kind is PlaceKind.MailOrderPharmacy ? To(Network.Payer) : null)],
        Address = [Located(place.Sites[0])],
        PartOf = place == Specialists.HomeCare ? To(Network.Hospital) : null,
        Contact = [new() { Telecom = [Phone(place.Phone, ContactPoint.ContactPointUse.Work)] }],
    });

    private Location LocationOf(Place place, Site site)
    {
        var chance = Chance.Of(site.Key);
        var (code, text) = Kind(place).Location;
        return Profiled("Location", Id(site.Key), _updated, new Location
        {
            Extension =
            [
                NewPatients("newpt", "Accepting"),
                .. Access.Where((_, n) => n == 0 || chance.Percent(50)).Select(a => Extension("accessibility", Code("AccessibilityCS", a.Code, a.Text))),
            ],
            Identifier = [Numbered(Codes.Systems.SiteNumbers, site.Key, "FI", "Facility ID")],
            Status = Location.LocationStatus.Active,
            Name = site.Name,
            Alias = [$"{place.Name}, {site.Home.City}"],
            Description = $"{Kind(place).Text} at {site.Home.Line}, {site.Home.City}",
            Type = [Concept(Codes.Systems.Terminology("v3-RoleCode"), code, text)],
            Telecom = [Answered(place.Phone, Hours.IsAlwaysOpen(place.Kind), by: To(place))],
            Address = Located(site),
            Position = new() { Latitude = site.Latitude, Longitude = site.Longitude },
            ManagingOrganization = To(place),
            PartOf = site == place.Sites[0] ? null : To(place.Sites[0]),
            HoursOfOperation =
            [
                .. Hours.Of(place.Kind).Select(h => new Location.HoursOfOperationComponent
                {
                    DaysOfWeekElement = [.. h.Days.Select(d => new Code<DaysOfWeek>(d))],
                    AllDay = h.AllDay ? true : null,
                    OpeningTime = h.AllDay ? null : h.Opening,
                    ClosingTime = h.AllDay ? null : h.Closing,
                }),
            ],
            AvailabilityExceptions = Hours.IsAlwaysOpen(place.Kind) ? null : "Closed on federal holidays",
            Endpoint = [ToEndpoint()],
        });
    }

    private HealthcareService ServiceOf(Place place)
    {
        var kind = Kind(place);
        var holiday = Hours.NextHoliday(asOf);
        return Profiled("HealthcareService", Id($"{place.Key}-service"), _updated, new HealthcareService
        {
            Extension =
            [
                NewPatients("newpt", "Accepting", To(ProviderNetwork.Preferred), place.Kind is PlaceKind.Clinic ? "All ages" : null),
                place.Kind is PlaceKind.MailOrderPharmacy
                    ? Extension("delivery-method", [new("type", Code("DeliveryMethodCS", "virtual", "Virtual")), new("virtualModalities", Code("VirtualModalitiesCS", "phone", "phone")), new("virtualModalities", Code("VirtualModalitiesCS", "web", "Website"))])
                    : Extension("delivery-method", [new("type", Code("DeliveryMethodCS", "physical", "Physical"))]),
            ],
            Identifier = [Numbered(Codes.Systems.ServiceNumbers, place.Key, "PRN", "Provider number")],
            Active = true,
            ProvidedBy = To(place),
            Category = [Code("HealthcareServiceCategoryCS", kind.Category, kind.CategoryText)],
            Type = place.IsPharmacy ? [Also(Concept(Codes.Systems.Terminology("service-type"), "537", "Medication Reviews"), "333600000X", "Pharmacy")] : [],
            Specialty = [Taxonomy(kind.Taxonomy, kind.Text)],
            Location = [.. place.Sites.Select(To)],
            Name = place.Name,
            Comment = kind.Comment,
            Telecom = [Answered(place.Phone, Hours.IsAlwaysOpen(place.Kind), by: To(place))],
            CoverageArea = [ToRegion()],
            AppointmentRequired = place.Kind is PlaceKind.Clinic or PlaceKind.DentalOffice,
            AvailableTime =
            [
                .. Hours.Of(place.Kind).Select(h => new HealthcareService.AvailableTimeComponent
                {
                    DaysOfWeekElement = [.. h.Days.Select(d => new Code<DaysOfWeek>(d))],
                    AllDay = h.AllDay ? true : null,
                    AvailableStartTime = h.AllDay ? null : h.Opening,
                    AvailableEndTime = h.AllDay ? null : h.Closing,
                }),
            ],
            NotAvailable = Hours.IsAlwaysOpen(place.Kind) ? [] : [new() { Description = holiday.Name, During = holiday.Day }],
            AvailabilityExceptions = Hours.IsAlwaysOpen(place.Kind) ? null : "Closed on federal holidays",
            Endpoint = [ToEndpoint()],
        });
    }

    private OrganizationAffiliation AffiliationOf(Place place) => Profiled("OrganizationAffiliation", Id($"{place.Key}-affiliation"), _updated, new OrganizationAffiliation
    {
        Identifier = [Numbered(Codes.Systems.ContractNumbers, place.Key, "PRN", "Provider number")],
        Active = true,
        Period = new() { Start = $"{asOf.Year - 4}-01-01" },
        Organization = To(Network.Payer),
        ParticipatingOrganization = To(place),
        Network = [.. ProviderNetwork.All.Where(n => n == ProviderNetwork.Preferred || place.InSelect).Select(To)],
        Code = [Code("OrganizationAffiliationRoleCS", Kind(place).Affiliation, Kind(place).CategoryText)],
        Specialty = [Taxonomy(Kind(place).Taxonomy, Kind(place).Text)],
        Location = [.. place.Sites.Select(To)],
        HealthcareService = [ToService(place)],
        Telecom = [new(ContactPoint.ContactPointSystem.Phone, ContactPoint.ContactPointUse.Work, place.Phone) { Rank = 1 }],
        Endpoint = [ToEndpoint()],
    });

    // The guide's value set and the code that pharmacies are found by, as one concept.
    private static CodeableConcept Also(CodeableConcept concept, string taxonomy, string text)
    {
        concept.Coding.Add(new(Codes.Systems.Nucc, taxonomy, text));
        concept.Text = text;
        return concept;
    }

    private static ProvidedCare Kind(Place place) => place.Kind switch
    {
        PlaceKind.Hospital => new("282N00000X", "General Acute Care Hospital", "hosp", "Hospital", "hospital", ("HOSP", "Hospital"), "Emergency department open day and night"),
        PlaceKind.UrgentCare => new("261QU0200X", "Urgent Care Clinic/Center", "urg", "Urgent Care", "urgent", ("OF", "Outpatient facility"), "Walk in, no appointment needed"),
        PlaceKind.DentalOffice => new("261QD0000X", "Dental Clinic/Center", "dent", "Dental", "outpatient", ("OF", "Outpatient facility"), "Cleanings, fillings and check-ups"),
        PlaceKind.HomeCare => new("251E00000X", "Home Health Agency", "home", "Home Health", "home", ("OF", "Outpatient facility"), "Nursing and hospice care at home"),
        PlaceKind.Pharmacy => new("3336C0003X", "Community/Retail Pharmacy", "pharm", "Pharmacy", "pharmacy", ("OUTPHARM", "outpatient pharmacy"), "Vaccinations without appointment"),
        PlaceKind.MailOrderPharmacy => new("3336M0002X", "Mail Order Pharmacy", "pharm", "Pharmacy", "pharmacy", ("OUTPHARM", "outpatient pharmacy"), "Three months' supply sent to your home"),
        PlaceKind.Clinic or PlaceKind.Payer => new("261QM1300X", "Multi-Specialty Clinic/Center", "outpat", "Clinic or Outpatient Facility", "outpatient", ("OF", "Outpatient facility"), "Same-day appointments for acute illness"),
    };

    private sealed record ProvidedCare(string Taxonomy, string Text, string Category, string CategoryText, string Affiliation, (string Code, string Text) Location, string Comment);
}
