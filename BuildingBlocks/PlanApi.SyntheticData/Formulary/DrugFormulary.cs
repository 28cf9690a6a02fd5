using Hl7.Fhir.Model;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Formulary;

/// <summary>Profiles, codes and extensions of US Drug Formulary 2.0.1.</summary>
internal static class DrugFormulary
{
    private const string Guide = "http://hl7.org/fhir/us/davinci-drug-formulary/";

    public static CodeableConcept DrugPolicy => Concept(Codes.Systems.Terminology("v3-ActCode"), "DRUGPOL", "drug policy");

    public static CodeableConcept DrugPlan => Concept(Codes.Systems.Terminology("insurance-plan-type"), "drug", "Drug");

    public static CodeableConcept Item => Concept($"{Guide}CodeSystem/usdf-InsuranceItemTypeCS", "formulary-item", "Formulary Item");

    public static string Profile(string name) => $"{Guide}StructureDefinition/usdf-{name}|2.0.1";

    public static T Profiled<T>(string profile, string id, DateTimeOffset asOf, T resource)
        where T : DomainResource
    {
        resource.Id = id;
        resource.Meta = new() { LastUpdated = asOf, Profile = [Profile(profile)] };
        resource.Language = "en-US";
        return resource;
    }

    public static Extension Extension(string name, DataType value) => new($"{Guide}StructureDefinition/usdf-{name}-extension", value);

    public static Extension Extension(string name, IEnumerable<Extension> parts) => new() { Url = $"{Guide}StructureDefinition/usdf-{name}-extension", Extension = [.. parts] };

    /// <summary>A code of the guide's own systems, which it calls temporary.</summary>
    public static CodeableConcept Code(string system, string code, string text) => Concept($"{Guide}CodeSystem/usdf-{system}CS-TEMPORARY-TRIAL-USE", code, text);

    public static CodeableConcept Code(DrugTier tier) => tier switch
    {
        DrugTier.Preventive => Code("DrugTier", "zero-cost-share-preventative", "Zero cost-share preventative"),
        DrugTier.Generic => Code("DrugTier", "generic", "Generic"),
        DrugTier.PreferredBrand => Code("DrugTier", "preferred-brand", "Preferred Brand"),
        DrugTier.OtherBrand => Code("DrugTier", "non-preferred-brand", "Non-preferred Brand"),
        DrugTier.Specialty => Code("DrugTier", "specialty", "Specialty"),
    };
}
