using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Facts;
using static PlanApi.SyntheticData.Directory.PlanNet;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Directory;

/// <summary>Practitioners and the roles in which patients find them.</summary>
internal sealed partial class DirectoryResources
{
    private static readonly (string Code, string Text)[] Languages = [("es", "Spanish"), ("pt", "Portuguese"), ("zh", "Chinese"), ("fr", "French"), ("pl", "Polish"), ("vi", "Vietnamese"), ("ar", "Arabic")];

    private Practitioner PractitionerOf(Clinician clinician)
    {
        var chance = Chance.Of(clinician.Key);
        var (state, since) = (clinician.Site.Home.State, asOf.Year - chance.Between(2, 30));
        return Profiled("Practitioner", Id(clinician.Key), _updated, new Practitioner
        {
            Identifier = [National(clinician.Npi)],
            Active = true,
            Name =
            [
                new()
                {
                    Use = HumanName.NameUse.Official,
                    Text = clinician.FullName,
                    Family = clinician.Family,
                    Given = [clinician.Given],
                    Suffix = [clinician.Training.Degree == "PHD" ? "PhD" : clinician.Training.Degree],
                },
            ],
            Telecom = [Phone(clinician.Place.Phone, ContactPoint.ContactPointUse.Work)],
            Address = [Located(clinician.Site)],
            Gender = clinician.Female ? AdministrativeGender.Female : AdministrativeGender.Male,
            Qualification =
            [
                new()
                {
                    Extension = [Extension("practitioner-qualification", Valid(state))],
                    Identifier = [Numbered(Codes.Systems.LicenseNumbers, $"{state}-{chance.Between(100_000, 999_999)}", "MD", "Medical License number")],
                    Code = Taxonomy(clinician.Specialty, clinician.SpecialtyText),
                    Period = new() { Start = $"{since}-07-01" },
                    Issuer = new() { Display = $"{state} licensing board" },
                },
                .. HasListedDegree(clinician) ? [Degree(clinician, state)] : Array.Empty<Practitioner.QualificationComponent>(),
            ],
            Communication = [Spoken("en", "English", "50", "Functional native proficiency"), .. chance.Percent(40) ? [Another(chance)] : Array.Empty<CodeableConcept>()],
        });
    }

    // Table 0360 has no dentists.
    private static bool HasListedDegree(Clinician clinician) => clinician.Training.Degree != "DDS";

    private static Practitioner.QualificationComponent Degree(Clinician clinician, string state) => new()
    {
        Extension = [Extension("practitioner-qualification", Valid(state))],
        Code = Concept(Codes.Systems.Terminology("v2-0360"), clinician.Training.Degree),
    };

    private PractitionerRole RoleOf(Clinician clinician, ProviderNetwork network, string suffix)
    {
        var chance = Chance.Of($"{clinician.Key} {network.Key}");
        var holiday = Hours.NextHoliday(asOf);
        var since = $"{asOf.Year - chance.Between(1, 4)}-01-01";
        List<DaysOfWeek> days = [.. Hours.Weekdays.Where((_, n) => n == 0 || chance.Percent(80))];
        return Profiled("PractitionerRole", Id($"{clinician.Key}-{suffix}"), _updated, new PractitionerRole
        {
            Extension =
            [
                Accepting(clinician, network, chance),
                Extension("network-reference", To(network)),
                Extension(
                    "qualification",
                    [
                        new("identifier", Numbered(Codes.Systems.ContractNumbers, $"{clinician.Key}-{suffix}-credential", "PRN", "Provider number")),
                        new("code", Taxonomy(clinician.Specialty, clinician.SpecialtyText)),
                        new("issuer", To(Network.Payer)),
                        .. Valid(clinician.Site.Home.State),
                        new("period", new Period { Start = since }),
                    ]),
            ],
            Identifier = [Numbered(Codes.Systems.ContractNumbers, $"{clinician.Key}-{suffix}", "PRN", "Provider number")],
            Active = true,
            Period = new() { Start = since },
            Practitioner = Resources.Build.To("Practitioner", Id(clinician.Key), clinician.FullName),
            Organization = To(clinician.Place),
            Code = [Code("ProviderRoleCS", clinician.Training.Role, RoleName(clinician.Training.Role))],
            Specialty = [Taxonomy(clinician.Specialty, clinician.SpecialtyText)],
            Location = [To(clinician.Site)],
            HealthcareService = [ToService(clinician.Place)],
            Telecom = [Answered(clinician.Place.Phone, Hours.IsAlwaysOpen(clinician.Place.Kind), by: To(clinician.Place))],
            AvailableTime = [clinician.Training == Specialty.EmergencyMedicine ? OnDuty(days) : InOffice(days, chance)],
            NotAvailable = [new() { Description = holiday.Name, During = holiday.Day }],
            Endpoint = [ToEndpoint()],
        });
    }

    private static PractitionerRole.AvailableTimeComponent OnDuty(IEnumerable<DaysOfWeek> days) =>
        new() { DaysOfWeekElement = [.. days.Select(d => new Code<DaysOfWeek>(d))], AllDay = true };

    private static PractitionerRole.AvailableTimeComponent InOffice(IEnumerable<DaysOfWeek> days, Chance chance) => new()
    {
        DaysOfWeekElement = [.. days.Select(d => new Code<DaysOfWeek>(d))],
        AvailableStartTime = chance.Percent(50) ? "08:00:00" : "09:00:00",
        AvailableEndTime = chance.Percent(50) ? "16:00:00" : "17:00:00",
    };

    // Three of four take anybody; Plan-Net says more of these, and nothing more of those that take nobody.
    private Extension Accepting(Clinician clinician, ProviderNetwork network, Chance chance) => chance.Between(1, 20) switch
    {
        <= 15 => NewPatients("newpt", "Accepting", To(network), clinician.Training == Specialty.Pediatrics ? "Up to 18 years of age" : "All ages"),
        <= 17 => NewPatients("existptonly", "Accepting existing patients", To(network)),
        18 => NewPatients("existptfam", "Accepting existing patients and their families", To(network)),
        _ => NewPatients("nopt", "Not Accepting", To(network)),
    };

    private static CodeableConcept Another(Chance chance)
    {
        var (code, text) = chance.Of(Languages);
        return Spoken(code, text, "40", "Advanced professional proficiency");
    }

    private static CodeableConcept Spoken(string code, string text, string level, string levelText)
    {
        var language = Language(code, text);
        language.Extension = [Extension("communication-proficiency", Code("LanguageProficiencyCS", level, levelText))];
        return language;
    }

    private static string RoleName(string role) => role switch
    {
        "apn" => "Advanced Practice Nursing Providers",
        "rn" => "Registered Nurse",
        "de" => "Dentist",
        "sw" => "Social Worker",
        "py" => "Psychologist",
        "pt" => "Physical Therapist",
        _ => "Physician",
    };
}
