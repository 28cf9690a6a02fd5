using MongoDB.Bson;

namespace PlanApi.Fhir.Store;

/// <summary>Where the documents of one type that an access sees say which they are.</summary>
/// <param name="Field">Their key, or their reference where the access is to whatever owner.</param>
/// <param name="Before">What stands before the id there: <c>owner|Type/</c> or <c>Type/</c>.</param>
internal readonly record struct TypeKeys(string Field, string Before)
{
    /// <summary>Whether all of the type lies together, by id.</summary>
    public bool AreTogether => Field == ResourceDocument.Key;

    public string Of(string id) => Before + id;

    /// <summary>All of the type, or what lies beyond one of it.</summary>
    public BsonDocument Beyond(string? id, bool descending) =>
        KeyRange.Of(descending || id is null ? Before : Of(id), descending && id is not null ? Of(id) : End);

    /// <summary>The first text beyond all that begin so: after the slash comes the zero.</summary>
    public string End => Before[..^1] + '0';
}
