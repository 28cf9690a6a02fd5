using Hl7.Fhir.Model;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Directory;

/// <summary>Profiles, codes and extensions of Plan-Net 1.1.0.</summary>
internal static class PlanNet
{
    private const string Guide = "http://hl7.org/fhir/us/davinci-pdex-plan-net/";

    public static T Profiled<T>(string profile, string id, DateTimeOffset asOf, T resource)
        where T : DomainResource
    {
        resource.Id = id;
        resource.Meta = new() { LastUpdated = asOf, Profile = [$"{Guide}StructureDefinition/plannet-{profile}|1.1.0"] };
        resource.Language = "en-US";
        return resource;
    }

    public static CodeableConcept Code(string system, string code, string text) => Concept($"{Guide}CodeSystem/{system}", code, text);

    public static CodeableConcept Taxonomy(string code, string text) => Concept(Codes.Systems.Nucc, code, text);

    public static CodeableConcept Language(string code, string text) => Concept("urn:ietf:bcp:47", code, text);

    public static Extension Extension(string name, DataType value) => new($"{Guide}StructureDefinition/{name}", value);

    public static Extension Extension(string name, params IEnumerable<Extension> parts) => new() { Url = $"{Guide}StructureDefinition/{name}", Extension = [.. parts] };

    public static Extension NewPatients(string code, string text, ResourceReference? network = null, string? who = null)
    {
        List<Extension> parts = [new("acceptingPatients", Code("AcceptingPatientsCS", code, text))];
        if (network is not null)
        {
            parts.Add(new("fromNetwork", network));
        }

        if (who is not null)
        {
            parts.Add(new("characteristics", new FhirString(who)));
        }

        return Extension("newpatients", parts);
    }

    /// <summary>That somebody or something is qualified in a state.</summary>
    public static IEnumerable<Extension> Valid(string state) =>
        [new("status", new Code("active")), new("whereValid", Concept("https://www.usps.com/", state))];

    /// <summary>A telephone with the hours in which somebody answers and, where calls are put through, by whom.</summary>
    public static ContactPoint Answered(string number, bool dayAndNight = false, ResourceReference? by = null) =>
        new(ContactPoint.ContactPointSystem.Phone, ContactPoint.ContactPointUse.Work, number)
        {
            Rank = 1,
            Extension =
            [
                Extension("contactpoint-availabletime", dayAndNight ? [new("allDay", new FhirBoolean(true))] : OfficeHours),
                .. by is null ? Array.Empty<Extension>() : [Extension("via-intermediary", by)],
            ],
        };

    /// <summary>A number of the plan's own, by its kind in HL7 table 0203.</summary>
    public static Identifier Numbered(string system, string value, string kind, string text) => new(system, value) { Type = Concept(Codes.Systems.V20203, kind, text) };

    /// <summary>The national number; the guide's value set knows its kind as a provider's number.</summary>
    public static Identifier National(string npi)
    {
        var identifier = Npi(npi);
        identifier.Type!.Coding.Add(new(Codes.Systems.V20203, "PRN", "Provider number"));
        return identifier;
    }

    private static IEnumerable<Extension> OfficeHours =>
    [
        .. Hours.Weekdays.Select(d => new Extension("daysOfWeek", new Code(Hl7.Fhir.Utility.EnumUtility.GetLiteral(d)))),
        new("availableStartTime", new Time("08:00:00")),
        new("availableEndTime", new Time("17:00:00")),
    ];

    /// <summary>With the point on the map that belongs to it.</summary>
    public static Address Located(Facts.Site site) => new()
    {
        Extension = [new() { Url = "http://hl7.org/fhir/StructureDefinition/geolocation", Extension = [new("latitude", new FhirDecimal(site.Latitude)), new("longitude", new FhirDecimal(site.Longitude))] }],
        Use = Address.AddressUse.Work,
        Type = Address.AddressType.Both,
        Text = site.Home.ToString(),
        Line = [site.Home.Line],
        City = site.Home.City,
        State = site.Home.State,
        PostalCode = site.Home.PostalCode,
        Country = "US",
    };
}
