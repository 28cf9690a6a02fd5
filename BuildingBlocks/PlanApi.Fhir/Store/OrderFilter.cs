using MongoDB.Bson;

namespace PlanApi.Fhir.Store;

/// <summary>Orders matches by a key and then by id, and continues after a place in that order, wherever in it others were written meanwhile.</summary>
internal static class OrderFilter
{
    public static BsonDocument Sort(SearchOrder order)
    {
        var direction = order.Descending ? -1 : 1;
        return Field(order.Key) is { } field
            ? new() { { field, direction }, { ResourceDocument.Key, direction } }
            : new(ResourceDocument.Key, direction);
    }

    public static BsonDocument After(string type, SearchOrder order, SearchPosition position)
    {
        var beyond = order.Descending ? "$lt" : "$gt";
        var idBeyond = new BsonDocument(ResourceDocument.Key, new BsonDocument(beyond, $"{type}/{position.Id}"));
        if (Field(order.Key) is not { } field)
            return idBeyond;
        var value = position.Value ?? throw new ArgumentException("A position in this order has a value.", nameof(position));
        return new()
        {
            { field, new BsonDocument(beyond + "e", value) },
            { "$or", new BsonArray { new BsonDocument(field, new BsonDocument(beyond, value)), idBeyond } },
        };
    }

    public static SearchPosition PositionOf(SearchOrder order, ResourceDocument document)
    {
        var id = Index.ReferenceText.IdOf(document.Id);
        return order.Key switch
        {
            SortKey.LastUpdated => new(document.Updated, id),
            SortKey.Date => new(document.Date, id),
            SortKey.Id => new(null, id),
            _ => throw new InvalidOperationException("Unknown order."),
        };
    }

    private static string? Field(SortKey key) => key switch
    {
        SortKey.LastUpdated => ResourceDocument.UpdatedField,
        SortKey.Date => ResourceDocument.DateField,
        SortKey.Id => null,
        _ => throw new InvalidOperationException("Unknown order."),
    };
}
