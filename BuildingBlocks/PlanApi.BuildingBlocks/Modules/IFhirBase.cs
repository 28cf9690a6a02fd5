namespace PlanApi.BuildingBlocks.Modules;

/// <summary>A FHIR base that a module serves, for the developer documentation: what that tells of types and searches comes from the statement alone.</summary>
public interface IFhirBase
{
    /// <summary>Stable, fit for an address.</summary>
    string Key { get; }

    string Title { get; }

    /// <summary>One sentence about what is there.</summary>
    string Meaning { get; }

    /// <summary>Below the public address, as <c>/fhir</c>.</summary>
    string Path { get; }

    /// <summary>How many matches a page holds when nothing is said, and at most.</summary>
    (int Usual, int Most) PageSize { get; }

    SearchLimits SearchLimits { get; }

    /// <summary>The CapabilityStatement, R4 JSON, as <c>/metadata</c> answers it.</summary>
    ReadOnlyMemory<byte> CapabilityStatement { get; }
}

/// <summary>What a search may cost before it is refused, and what a page includes at most.</summary>
/// <param name="Chained">Resources that the far ends of a request's chains may match together.</param>
/// <param name="Sorted">Matches that are sorted where no index has the order asked for.</param>
/// <param name="Near">Places that are measured, of which the other conditions hold.</param>
/// <param name="Included">Resources that a page carries besides its matches.</param>
/// <param name="Time">How long the store may take over a page, over a total, and over the conditions on other resources.</param>
public sealed record SearchLimits(int Chained, int Sorted, int Near, int Included, TimeSpan Time);
