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

    /// <summary>What a search may cost before it is refused: targets of a chain, matches sorted without an index, places near another; and what a page includes at most.</summary>
    (int Chained, int Sorted, int Near, int Included) SearchLimits { get; }

    /// <summary>The CapabilityStatement, R4 JSON, as <c>/metadata</c> answers it.</summary>
    ReadOnlyMemory<byte> CapabilityStatement { get; }
}
