using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Facts;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Resources;

/// <summary>Names in their own script, and what else a record can say of a person.</summary>
internal static class NameResources
{
    private const string Representation = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation";
    private const string UsCore = "http://hl7.org/fhir/us/core/StructureDefinition/";

    /// <summary>The official name, in ideographs, or in the letters of its alphabet.</summary>
    public static HumanName InScript(this NativeName name, Script script) => Written(
        name.Given, name.Family, script.Whole(name), script == Script.Chinese || script == Script.Japanese ? "IDE" : "ABC", HumanName.NameUse.Official);

    /// <summary>The same name in Latin letters, for those who cannot read the other.</summary>
    public static HumanName InLatin(this NativeName name) => Written(name.LatinGiven, name.LatinFamily, $"{name.LatinGiven} {name.LatinFamily}", "ABC", HumanName.NameUse.Usual);

    /// <summary>An earlier name and address, a suffix, and the extensions that few have.</summary>
    public static void TellAll(this Patient patient, DateOnly asOf)
    {
        var moved = asOf.AddYears(-3);
        patient.Name[0].Suffix = ["PhD"];
        patient.Name.Add(new()
        {
            Use = HumanName.NameUse.Old,
            Family = "Whitefeather",
            Given = patient.Name[0].Given,
            Period = new() { End = Iso(moved) },
        });
        patient.Address[0].Period = During(moved, null);
        patient.Address.Add(new()
        {
            Use = Address.AddressUse.Old,
            Line = ["7 Old Mill Lane", "Apartment 2"],
            City = "Norwich",
            State = "CT",
            PostalCode = "06360",
            Country = "US",
            Period = During(moved.AddYears(-6), moved),
        });
        patient.Extension.Add(new()
        {
            Url = $"{UsCore}us-core-tribal-affiliation",
            Extension =
            [
                new("tribalAffiliation", Concept("http://terminology.hl7.org/CodeSystem/v3-TribalEntityUS", "164", "Mohegan Tribe of Indians of Connecticut")),
                new("isEnrolled", new FhirBoolean(true)),
            ],
        });
        patient.Extension.Add(new($"{UsCore}us-core-sex", new Code(patient.Gender == AdministrativeGender.Female ? "248152002" : "248153007")));
        patient.Extension.Add(new($"{UsCore}us-core-genderIdentity", Concept(Codes.Systems.Snomed, "446141000124107", "Identifies as female gender (finding)")));
    }

    private static HumanName Written(string given, string family, string text, string representation, HumanName.NameUse use)
    {
        var name = new HumanName
        {
            Use = use,
            Family = family,
            Given = [given],
            Text = text,
        };
        name.AddExtension(Representation, new Code(representation));
        return name;
    }
}
