using System.Globalization;
using Hl7.Fhir.Model;

namespace PlanApi.SyntheticData.Resources;

/// <summary>The data types of FHIR, said shortly.</summary>
internal static class Build
{
    public static CodeableConcept Concept(string system, string code, string? display = null) => new()
    {
        Coding = [new Coding(system, code, display)],
        Text = display,
    };

    public static Quantity Measure(decimal value, string unit) => new() { Value = value, Unit = unit, System = Codes.Systems.Ucum, Code = unit };

    public static Money Usd(decimal amount) => new() { Value = amount, Currency = Money.Currencies.USD };

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static FhirDateTime When(DateOnly day) => new(Iso(day));

    public static FhirDateTime When(DateTimeOffset moment) => new(Iso(moment));

    public static string Iso(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static Period During(DateTimeOffset start, DateTimeOffset end) => new() { Start = Iso(start), End = Iso(end) };

    public static Period During(DateOnly start, DateOnly? end) => new() { Start = Iso(start), End = end is { } last ? Iso(last) : null };

    public static ContactPoint Phone(string number, ContactPoint.ContactPointUse use) => new(ContactPoint.ContactPointSystem.Phone, use, number);

    public static Address At(Facts.Home home, Address.AddressUse use) => new()
    {
        Use = use,
        Line = [home.Line],
        City = home.City,
        State = home.State,
        PostalCode = home.PostalCode,
        Country = "US",
    };

    public static Identifier Npi(string npi) => new(Codes.Systems.Npi, npi) { Type = Concept(Codes.Systems.V20203, "NPI") };

    /// <summary>A made-up tax number of somebody, by their NPI: with the first two digits 00, which no real one has.</summary>
    public static Identifier TaxNumber(string npi) => new("urn:oid:2.16.840.1.113883.4.4", $"00-{npi[^7..]}") { Type = Concept(Codes.Systems.V20203, "TAX", "Tax ID number") };

    /// <summary>A reference by type and id, with a name for people.</summary>
    public static ResourceReference To(string type, string id, string? display = null) => new($"{type}/{id}") { Display = display };

    public static Narrative Narrative(string text) => new()
    {
        Status = Hl7.Fhir.Model.Narrative.NarrativeStatus.Generated,
        Div = $"<div xmlns=\"http://www.w3.org/1999/xhtml\">{System.Net.WebUtility.HtmlEncode(text)}</div>",
    };
}
