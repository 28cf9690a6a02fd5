using PlanApi.Fhir;

namespace PlanApi.PatientAccess.ServeRecords.Declarations;

/// <summary>Every type of patient data that is served: those of the scope list in the product description, no other.</summary>
internal static class RecordTypes
{
    public static IReadOnlyList<ResourceDeclaration> All { get; } =
    [
        .. PersonTypes.All, .. FinancialTypes.All, .. ClinicalTypes.All, .. TreatmentTypes.All, .. ProviderTypes.All, PersonTypes.Provenance,
    ];

    /// <summary>Names of all types, in the order in which people look for them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(t => t.Type)];

    /// <summary>A type that belongs to the patient at one path; its patient and its Provenance can be included with it.</summary>
    public static ResourceDeclaration OwnedBy(string path, params IEnumerable<SearchParameter> parameters)
    {
        var type = path[..path.IndexOf('.', StringComparison.Ordinal)];
        return new()
        {
            Type = type,
            Ownership = Ownership.ByReference(path),
            SearchParameters = [.. parameters],
            Includes = ["patient"],
            RevIncludes = ["Provenance:target"],
        };
    }

    /// <summary>Parameters that US Core 6.1.0 defines for a type as R4 does.</summary>
    public static IReadOnlyList<SearchParameter> UsCoreOf(string type, params ReadOnlySpan<string> names) =>
        [.. SearchParameter.Of(type, names).Select(p => p with { Definition = UsCoreDefinition($"{type.ToLowerInvariant()}-{p.Name}") })];

    /// <summary>A parameter that an implementation guide defines over R4.</summary>
    public static SearchParameter Guide(string name, SearchKind kind, string expression, string definition, params IReadOnlyList<string> targets) => new()
    {
        Name = name,
        Kind = kind,
        Expression = expression,
        Definition = definition,
        Targets = targets,
    };

    public static string UsCoreDefinition(string name) => $"http://hl7.org/fhir/us/core/SearchParameter/us-core-{name}";

    public static IReadOnlyList<string> UsCore(params IReadOnlyList<string> names) => [.. names.Select(n => $"http://hl7.org/fhir/us/core/StructureDefinition/{n}|6.1.0")];

    public static IReadOnlyList<string> Carin(params IReadOnlyList<string> names) => [.. names.Select(n => $"http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-{n}|2.0.0")];

    public static IReadOnlyList<string> Pdex(params IReadOnlyList<string> names) => [.. names.Select(n => $"http://hl7.org/fhir/us/davinci-pdex/StructureDefinition/{n}|2.0.0")];
}
