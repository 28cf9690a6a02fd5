using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir;

/// <summary>Writes the capability statement from the declarations (capabilitystatement.html).</summary>
internal static class CapabilityBuilder
{
    // Changes with the software, not with each start, so that the statement stays the same from host to host.
    private const string Published = "2026-11-01";

    public static byte[] Build(FhirBranchDeclaration declaration, IEnumerable<DeclaredType> types, string baseUrl, Action<CapabilityStatement> describe)
    {
        var statement = new CapabilityStatement
        {
            Url = baseUrl + "/metadata",
            Name = "PlanApi",
            Title = $"Plan API, {declaration.Name}",
            Status = PublicationStatus.Active,
            Date = Published,
            Kind = CapabilityStatementKind.Instance,
            FhirVersion = FHIRVersion.N4_0_1,
            Format = ["application/fhir+json", "json"],
            Software = new() { Name = "Plan API" },
            Implementation = new() { Description = $"Plan API, {declaration.Name}", Url = baseUrl },
            Rest =
            [
                new()
                {
                    Mode = CapabilityStatement.RestfulCapabilityMode.Server,
                    Resource = [.. types.OrderBy(t => t.Declaration.Type, StringComparer.Ordinal).Select(Resource)],
                },
            ],
        };
        describe(statement);
        return JsonSerializer.SerializeToUtf8Bytes(statement, new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector));
    }

    private const string CombinationExtension = "http://hl7.org/fhir/StructureDefinition/capabilitystatement-search-parameter-combination";

    private static CapabilityStatement.ResourceComponent Resource(DeclaredType type)
    {
        var declaration = type.Declaration;
        return new()
        {
            TypeElement = new() { JsonValue = declaration.Type },
            SupportedProfile = declaration.Profiles,
            Interaction = [.. declaration.Interactions.Where(i => OperationOf(i) is null).Select(i => new CapabilityStatement.ResourceInteractionComponent { Code = CodeOf(i) })],
            Versioning = CapabilityStatement.ResourceVersionPolicy.Versioned,
            ReadHistory = declaration.Interactions.Contains(Interaction.History),
            ConditionalRead = CapabilityStatement.ConditionalReadStatus.FullSupport,
            SearchInclude = declaration.Includes.Count == 0 ? [] : declaration.Includes.Append("*").Select(i => $"{declaration.Type}:{i}"),
            SearchRevInclude = declaration.RevIncludes,
            SearchParam =
            [
                new() { Name = CommonParameters.Id, Definition = "http://hl7.org/fhir/SearchParameter/Resource-id", Type = SearchParamType.Token },
                new() { Name = CommonParameters.LastUpdated, Definition = "http://hl7.org/fhir/SearchParameter/Resource-lastUpdated", Type = SearchParamType.Date },
                .. type.Parameters.Values.OrderBy(p => p.Name, StringComparer.Ordinal)
                    .Select(p => new CapabilityStatement.SearchParamComponent { Name = p.Name, Definition = p.Definition, Type = TypeOf(p.Kind) }),
            ],
            Operation = [.. declaration.Interactions.Select(OperationOf).OfType<CapabilityStatement.OperationComponent>()],
            Extension = [.. declaration.Combinations.Select(Combination)],
        };
    }

    private static Extension Combination(string names) => new()
    {
        Url = CombinationExtension,
        Extension = [.. names.Split('+').Select(n => new Extension("required", new FhirString(n)))],
    };

    private static CapabilityStatement.OperationComponent? OperationOf(Interaction interaction) => interaction switch
    {
        Interaction.Everything => new() { Name = "everything", Definition = "http://hl7.org/fhir/OperationDefinition/Patient-everything" },
        Interaction.DocRef => new() { Name = "docref", Definition = "http://hl7.org/fhir/us/core/OperationDefinition/docref" },
        _ => null,
    };

    private static CapabilityStatement.TypeRestfulInteraction CodeOf(Interaction interaction) => interaction switch
    {
        Interaction.Read => CapabilityStatement.TypeRestfulInteraction.Read,
        Interaction.VersionRead => CapabilityStatement.TypeRestfulInteraction.Vread,
        Interaction.History => CapabilityStatement.TypeRestfulInteraction.HistoryInstance,
        Interaction.Search => CapabilityStatement.TypeRestfulInteraction.SearchType,
        Interaction.Capabilities or Interaction.Everything or Interaction.DocRef => throw new ArgumentException("Not an interaction of a type.", nameof(interaction)),
        _ => throw new ArgumentOutOfRangeException(nameof(interaction)),
    };

    private static SearchParamType TypeOf(SearchKind kind) => kind switch
    {
        SearchKind.Token => SearchParamType.Token,
        SearchKind.Reference => SearchParamType.Reference,
        SearchKind.Text => SearchParamType.String,
        SearchKind.Date => SearchParamType.Date,
        SearchKind.Uri => SearchParamType.Uri,
        SearchKind.Number => SearchParamType.Number,
        SearchKind.Quantity => SearchParamType.Quantity,
        SearchKind.Composite => SearchParamType.Composite,
        SearchKind.Position => SearchParamType.Special,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
