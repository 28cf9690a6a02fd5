using MongoDB.Bson;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Store;

/// <summary>Orders matches by keys and then by id, and continues after a place in that order, wherever in it others were written meanwhile.</summary>
internal static class OrderFilter
{
    public static BsonDocument Sort(TypeKeys ids, SearchOrder order)
    {
        var sort = new BsonDocument();
        foreach (var key in order.Keys.Where(k => k.Field != SortField.Id))
            sort[Field(key)] = Direction(key.Descending);
        sort[ids.Field] = Direction(IdDescends(order));
        return sort;
    }

    /// <summary>What comes after a place, or from the beginning where there is none; null if that needs no condition.</summary>
    public static BsonDocument? After(TypeKeys ids, SearchOrder order, SearchPosition? position)
    {
        var keys = order.Keys.Where(k => k.Field != SortField.Id).ToList();
        if (keys.Count == 0 && ids.AreTogether)
            return ids.Beyond(position?.Id, IdDescends(order));
        if (position is null)
            return null;
        var id = new BsonDocument(ids.Field, new BsonDocument(IdDescends(order) ? "$lt" : "$gt", ids.Of(position.Id)));
        if (keys.Count == 0)
            return id;
        // Beyond in the first key, or equal in it and beyond in the next, and so on to the id.
        var beyond = new BsonArray();
        var equal = new BsonDocument();
        for (var i = 0; i < keys.Count; i++)
        {
            if (Beyond(keys[i], position.Values[i]) is { } further)
                beyond.Add(new BsonDocument(equal).Merge(further));
            equal.Add(Field(keys[i]), Value(position.Values[i]));
        }

        beyond.Add(equal.Merge(id));
        var or = new BsonDocument("$or", beyond);
        // Said once more as a range of the key's index.
        return order.IsIndexed ? or.Add(Field(keys[0]), new BsonDocument(keys[0].Descending ? "$lte" : "$gte", Value(position.Values[0]))) : or;
    }

    public static SearchPosition PositionOf(SearchOrder order, ResourceDocument document) => new(
        [.. order.Keys.Where(k => k.Field != SortField.Id).Select(k => ValueOf(k, document))], ReferenceText.IdOf(document.Id));

    /// <summary>The projection with what <see cref="PositionOf"/> needs.</summary>
    public static BsonDocument Projected(SearchOrder order, BsonDocument projection) => order.Keys.Any(k => k.Field == SortField.Parameter)
        ? new BsonDocument(projection).Add(ResourceDocument.SortField, 1)
        : projection;

    private static object? ValueOf(SortKey key, ResourceDocument document) => key.Field switch
    {
        SortField.LastUpdated => document.Updated,
        SortField.MainDate => document.Date,
        _ => document.Sort.GetValueOrDefault(key.Parameter),
    };

    // What has no value comes before all that has one; null where nothing lies beyond.
    private static BsonDocument? Beyond(SortKey key, object? value)
    {
        var field = Field(key);
        if (value is null)
            return key.Descending ? null : new(field, new BsonDocument("$ne", BsonNull.Value));
        if (!key.Descending)
            return new(field, new BsonDocument("$gt", Value(value)));
        var less = new BsonDocument(field, new BsonDocument("$lt", Value(value)));
        return key.Field == SortField.Parameter ? new("$or", new BsonArray { less, new BsonDocument(field, BsonNull.Value) }) : less;
    }

    // One direction for all that is equal, so that the index of a single key is read either way.
    private static bool IdDescends(SearchOrder order) => order.Keys.Count > 0 && order.Keys[^1].Descending;

    private static int Direction(bool descending) => descending ? -1 : 1;

    private static BsonValue Value(object? value) => value is null ? BsonNull.Value : BsonValue.Create(value);

    private static string Field(SortKey key) => key.Field switch
    {
        SortField.LastUpdated => ResourceDocument.UpdatedField,
        SortField.MainDate => ResourceDocument.DateField,
        SortField.Parameter => $"{ResourceDocument.SortField}.{key.Parameter}",
        SortField.Id or SortField.Distance or _ => throw new InvalidOperationException("No stored value has this order."),
    };
}
