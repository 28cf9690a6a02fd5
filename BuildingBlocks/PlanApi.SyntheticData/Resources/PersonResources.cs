using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using static PlanApi.SyntheticData.Resources.Build;

namespace PlanApi.SyntheticData.Resources;

/// <summary>Who the person is: Patient, and RelatedPerson for the adults of the family.</summary>
internal static class PersonResources
{
    private const string Omb = "urn:oid:2.16.840.1.113883.6.238";

    public static void AddPatient(this Chart chart)
    {
        var person = chart.Member;
        chart.Add(person.PatientId, Profiles.UsCore("patient"), new Patient
        {
            Extension =
            [
                OmbExtension("us-core-race", person.Race.Code, person.Race.Text),
                person.Hispanic ? OmbExtension("us-core-ethnicity", "2135-2", "Hispanic or Latino") : OmbExtension("us-core-ethnicity", "2186-5", "Not Hispanic or Latino"),
                new Extension("http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex", new Code(person.Female ? "F" : "M")),
            ],
            Identifier =
            [
                new Identifier(Systems.MemberNumbers, person.MemberNumber) { Type = Concept(Systems.V20203, "MB", "Member Number") },
                new Identifier(Systems.MemberNumbers + "/unique", person.PatientId) { Type = Concept(Systems.CarinIdentifier, "um", "Unique Member ID") },
            ],
            Active = person.Died is null,
            Name = NamesOf(person),
            Telecom =
            [
                Phone(person.Phone, ContactPoint.ContactPointUse.Home),
                new(ContactPoint.ContactPointSystem.Email, ContactPoint.ContactPointUse.Home, person.Email),
            ],
            Gender = GenderOf(person),
            BirthDate = Iso(person.BirthDate),
            Address = [At(person.Home, Address.AddressUse.Home)],
            Deceased = person.Died is { } died ? When(died) : null,
            Communication = person.Script is { } script
                ? [new() { Language = Concept("urn:ietf:bcp:47", script.Language, script.LanguageText), Preferred = true }, new() { Language = Concept("urn:ietf:bcp:47", "en", "English") }]
                : [new() { Language = Concept("urn:ietf:bcp:47", "en", "English"), Preferred = true }],
        }, Profiles.Carin("Patient"));
        if (person.Rich)
        {
            ((Patient)chart.Resources[^1]).TellAll(chart.AsOf);
        }
    }

    /// <summary>An adult on the same contract: the parent of a child, who acts for it, or the spouse.</summary>
    public static void AddRelated(this Chart chart, Member other, bool isParent) =>
        chart.Add(chart.NewId("related"), Profiles.Carin("RelatedPerson"), new RelatedPerson
        {
            Active = true,
            Patient = chart.Subject,
            Relationship = [RelationshipOf(other, isParent)],
            Name = NamesOf(other),
            Telecom = [Phone(other.Phone, ContactPoint.ContactPointUse.Home)],
            Gender = GenderOf(other),
            BirthDate = Iso(other.BirthDate),
            Address = [At(other.Home, Address.AddressUse.Home)],
        }, Profiles.UsCore("relatedperson"));

    private static CodeableConcept RelationshipOf(Member other, bool isParent) => (isParent, other.Female) switch
    {
        (true, true) => Concept(Systems.Terminology("v3-RoleCode"), "MTH", "mother"),
        (true, false) => Concept(Systems.Terminology("v3-RoleCode"), "FTH", "father"),
        (false, true) => Concept(Systems.Terminology("v3-RoleCode"), "WIFE", "wife"),
        (false, false) => Concept(Systems.Terminology("v3-RoleCode"), "HUSB", "husband"),
    };

    private static List<HumanName> NamesOf(Member person) => person is { Native: { } own, Script: { } script }
        ? [own.InScript(script), own.InLatin()]
        : [NameOf(person)];

    private static HumanName NameOf(Member person) => new()
    {
        Use = HumanName.NameUse.Official,
        Text = person.FullName,
        Family = person.Family,
        Given = [person.Given, $"{person.MiddleInitial}."],
    };

    private static AdministrativeGender GenderOf(Member person) => person.Female ? AdministrativeGender.Female : AdministrativeGender.Male;

    private static Extension OmbExtension(string name, string code, string text) => new()
    {
        Url = $"http://hl7.org/fhir/us/core/StructureDefinition/{name}",
        Extension = [new("ombCategory", new Coding(Omb, code, text)), new("text", new FhirString(text))],
    };
}
