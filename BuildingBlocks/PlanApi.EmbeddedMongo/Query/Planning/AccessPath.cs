using PlanApi.EmbeddedMongo.Storage;

namespace PlanApi.EmbeddedMongo.Query.Planning;

/// <summary>A half-open range of index keys: from Start (included) to End (not included).</summary>
internal readonly record struct KeyRange(byte[] Start, byte[] End)
{
    /// <summary>Every key: no key begins with 255.</summary>
    public static readonly KeyRange All = new([], [255]);
}

/// <summary>How the documents of a query are reached.</summary>
internal abstract record AccessPath(Collection Collection)
{
    /// <summary>The documents come in the order that was asked for.</summary>
    public bool Sorted { get; init; }
}

/// <summary>All documents, in the order they were inserted.</summary>
internal sealed record TableAccess(Collection Collection, bool Reverse = false) : AccessPath(Collection);

/// <summary>Ranges of one index, in key order.</summary>
internal sealed record IndexAccess(Collection Collection, IndexDefinition Index, IReadOnlyList<KeyRange> Ranges) : AccessPath(Collection)
{
    public bool Reverse { get; init; }

    /// <summary>A document may have several keys in the ranges.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>The ranges hold the filter's documents and no others: none need be read to tell.</summary>
    public bool Covers { get; init; }

    /// <summary>Other ranges that the filter's documents have keys in as well: what has none there need not be read.</summary>
    public IndexAccess? Also { get; init; }

    /// <summary>Counting keys is counting documents.</summary>
    public bool Exact => Covers && !MayRepeat;

    /// <summary>What the ranges were joined of, by the index's leading fields.</summary>
    public IReadOnlyList<Bounds> Bounds { get; init; } = [];
}

/// <summary>The documents of any of several paths, each once ($or).</summary>
internal sealed record UnionAccess(Collection Collection, IReadOnlyList<AccessPath> Branches) : AccessPath(Collection);
