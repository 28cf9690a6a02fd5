using System.Text.Json;
using PlanApi.Fhir;
using PlanApi.PatientAccess.RecordText;

namespace PlanApi.PatientAccess.MemberData;

/// <summary>One resource of a record, as its columns read it. Good while its page is being made.</summary>
/// <param name="names">By <c>Type/id</c>, the names of what the page's resources refer to.</param>
internal sealed class RecordEntry(StoredResource resource, JsonElement root, IReadOnlyDictionary<string, string> names)
{
    public string Id => resource.Id;

    public DateTime? MainDate => resource.MainDate;

    public JsonElement Root => root;

    /// <summary>The first of these elements that says something: a CodeableConcept or a string.</summary>
    public string Concept(params ReadOnlySpan<string> elements)
    {
        foreach (var element in elements)
        {
            if (root.Concept(element) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return "";
    }

    /// <summary>The first of these elements that is a date or a period.</summary>
    public string Day(params ReadOnlySpan<string> elements)
    {
        foreach (var element in elements)
        {
            var value = root.At(element);
            if ((value.ValueKind == JsonValueKind.Object ? PlainDate.Of(value) : PlainDate.Of(root.Text(element))) is { Length: > 0 } day)
            {
                return day;
            }
        }

        return "";
    }

    /// <summary>A code such as <c>entered-in-error</c>, or a concept's, as words.</summary>
    public string Status(params ReadOnlySpan<string> elements) =>
        Concept(elements) is { Length: > 0 } code ? Texts.Say($"{char.ToUpperInvariant(code[0])}{code[1..].Replace('-', ' ')}") : "";

    /// <summary>The name of what an element refers to.</summary>
    public string Named(string element) => Named(root.At(element));

    public string Named(JsonElement reference) =>
        reference.Text("display") is { Length: > 0 } display ? display : names.GetValueOrDefault(reference.Text("reference"), "");

    /// <summary>Several, without what says nothing or the same again.</summary>
    public static string Listed(IEnumerable<string> texts) => string.Join(", ", texts.Where(t => t.Length > 0).Distinct());
}
