using Hl7.Fhir.Model;

namespace PlanApi.ProviderDirectory.Demo;

/// <summary>Codes, extensions and small parts that Plan-Net profiles ask for.</summary>
internal static class PlanNetCodes
{
    public const string LocationReference = Guide + "StructureDefinition/location-reference";
    public const string NetworkReference = Guide + "StructureDefinition/network-reference";
    private const string Guide = "http://hl7.org/fhir/us/davinci-pdex-plan-net/";

    public static T Profiled<T>(T resource, string profile)
        where T : Resource
    {
        resource.Meta = new() { Profile = [$"{Guide}StructureDefinition/plannet-{profile}"] };
        return resource;
    }

    public static ResourceReference Reference(string type, string id, string display) => new($"{type}/{id}", display);

    public static CodeableConcept Concept(string system, string code, string? display = null) => new() { Coding = [new(system, code, display)] };

    public static CodeableConcept OrganizationType(string code, string display) => Concept(Guide + "CodeSystem/OrgTypeCS", code, display);

    public static CodeableConcept ServiceCategory(string code, string display) => Concept(Guide + "CodeSystem/HealthcareServiceCategoryCS", code, display);

    /// <summary>The pharmacy type that organizations and services of pharmacies carry beside Plan-Net's own.</summary>
    public static CodeableConcept PharmacyType() => Concept("http://nucc.org/provider-taxonomy", "333600000X", "Pharmacy");

    public static CodeableConcept Taxonomy(string code, string display) => Concept("http://nucc.org/provider-taxonomy", code, display);

    public static Identifier Npi(string value) => new("http://hl7.org/fhir/sid/us-npi", value);

    public static ContactPoint Phone(string number) => new(ContactPoint.ContactPointSystem.Phone, ContactPoint.ContactPointUse.Work, number);

    public static Extension DeliveredInPerson() => new()
    {
        Url = Guide + "StructureDefinition/delivery-method",
        Extension = [new("type", Concept(Guide + "CodeSystem/DeliveryMethodCS", "physical", "Physical"))],
    };
}
