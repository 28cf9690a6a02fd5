using System.Globalization;
using System.Text;
using Hl7.Fhir.Model;

namespace PlanApi.Conformance.Tests.Asking;

/// <summary>
/// A value asked for, and whether a value of a resource matches it by the R4 text (search.html): written here once more, from the
/// specification and not from the product.
/// </summary>
internal abstract record Value
{
    /// <summary>As in the URL, with the escapes of search values, before percent-encoding.</summary>
    public abstract string Text { get; }

    public abstract bool Matches(Base value);

    /// <summary>A code, or an identifier, with or without its system.</summary>
    public sealed record Token(string? System, string Code) : Value
    {
        public override string Text => System is null ? Escape(Code) : $"{Escape(System)}|{Escape(Code)}";

        public override bool Matches(Base value) => Of(value).Any(t => t.Code == Code && (System is null || (t.System ?? "") == System));

        /// <summary>The codes of a value, with their systems.</summary>
        public static IEnumerable<(string? System, string Code)> Of(Base value) => value switch
        {
            CodeableConcept concept => concept.Coding.Where(c => c.Code is not null).Select(c => ((string?)c.System, c.Code!)),
            Coding { Code: { } code } coding => [(coding.System, code)],
            Identifier { Value: { } number } identifier => [(identifier.System, number)],
            ContactPoint { Value: { } contact } => [(null, contact)],
            FhirBoolean { Value: { } flag } => [(null, flag ? "true" : "false")],
            Extension { Value: DataType inner } => Of(inner),
            PrimitiveType { JsonValue: string text } => [(null, text)],
            _ => [],
        };
    }

    /// <summary>The beginning of a text, whatever its case and accents; the whole as written; or a part.</summary>
    public sealed record Words(string Asked, string? Modifier = null) : Value
    {
        public override string Text => Escape(Asked);

        public override bool Matches(Base value) => Of(value).Any(text => Modifier switch
        {
            "exact" => text == Asked,
            "contains" => Fold(text).Contains(Fold(Asked), StringComparison.Ordinal),
            _ => Fold(text).StartsWith(Fold(Asked), StringComparison.Ordinal),
        });

        public static IEnumerable<string> Of(Base value) => (value switch
        {
            HumanName name => [name.Text, name.Family, .. name.Given, .. name.Prefix, .. name.Suffix],
            Address address => [address.Text, .. address.Line, address.City, address.District, address.State, address.PostalCode, address.Country],
            PrimitiveType { JsonValue: string text } => [text],
            _ => Array.Empty<string?>(),
        }).OfType<string>();

        // Case and accents do not count; punctuation and white space count as one space.
        public static string Fold(string text)
        {
            var letters = text.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark);
            var plain = string.Concat(letters.Select(c => char.IsPunctuation(c) || char.IsWhiteSpace(c) ? ' ' : char.ToLowerInvariant(c)));
            return string.Join(' ', plain.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    /// <summary>The words of a concept: its text or the display of a code (modifier <c>:text</c>).</summary>
    public sealed record Display(string Asked) : Value
    {
        public override string Text => Escape(Asked);

        public override bool Matches(Base value) => Of(value).Any(t => Words.Fold(t).StartsWith(Words.Fold(Asked), StringComparison.Ordinal));

        public static IEnumerable<string> Of(Base value) => (value switch
        {
            CodeableConcept concept => [concept.Text, .. concept.Coding.Select(c => c.Display)],
            Coding coding => [coding.Display],
            Identifier identifier => [identifier.Type?.Text],
            _ => Array.Empty<string?>(),
        }).OfType<string>();
    }

    /// <summary>An identifier of a type (modifier <c>:of-type</c>).</summary>
    public sealed record OfType(string System, string Code, string Number) : Value
    {
        public override string Text => $"{Escape(System)}|{Escape(Code)}|{Escape(Number)}";

        public override bool Matches(Base value) => value is Identifier { Value: { } number } identifier && number == Number
            && (identifier.Type?.Coding ?? []).Any(c => c.System == System && c.Code == Code);
    }

    /// <summary>A resource referred to, by id or with its type before it.</summary>
    public sealed record Reference(string Type, string Id, bool WithType) : Value
    {
        public override string Text => WithType ? $"{Type}/{Id}" : Id;

        public override bool Matches(Base value) => Of(value) is { } reference && (WithType ? reference == Text : reference.EndsWith("/" + Id, StringComparison.Ordinal));

        public static string? Of(Base value) => value switch
        {
            ResourceReference reference => reference.Reference,
            Extension { Value: ResourceReference reference } => reference.Reference,
            PrimitiveType { JsonValue: string uri } => uri,
            _ => null,
        };
    }

    /// <summary>A date or a part of one, after a prefix.</summary>
    public sealed record Date(string Prefix, string Asked) : Value
    {
        public override string Text => Prefix + Asked;

        public override bool Matches(Base value) => Span.Of(value).Any(span => span.Compares(Prefix, Span.Of(Asked)));
    }

    /// <summary>An id of the resource itself.</summary>
    public sealed record Own(string Id) : Value
    {
        public override string Text => Id;

        public override bool Matches(Base value) => value is PrimitiveType { JsonValue: string id } && id == Id;
    }

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal);
}
