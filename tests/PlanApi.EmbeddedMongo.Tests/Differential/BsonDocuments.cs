using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

internal static class BsonDocuments
{
    public static BsonDocument Without(this BsonDocument document, string name)
    {
        document.Remove(name);
        return document;
    }

    /// <summary>The commands that are this one with one field or array element fewer inside; its own fields stay.</summary>
    public static IEnumerable<BsonDocument> OneLess(this BsonDocument command)
    {
        for (var i = 1; i < command.ElementCount; i++)
            foreach (var less in command.GetElement(i).Name == "sort" ? [] : Less(command[i])) yield return new BsonDocument(command.Elements.Select((e, j) => j == i ? new BsonElement(e.Name, less) : e));
    }

    private static IEnumerable<BsonValue> Less(BsonValue value)
    {
        if (value is BsonDocument document)
            for (var i = 0; i < document.ElementCount; i++)
            {
                // Without its tie-break a sort leaves the order open.
                if (document.GetElement(i).Name is "sort" or "$sort") continue;
                yield return new BsonDocument(document.Elements.Where((_, j) => j != i));
                foreach (var less in Less(document[i])) yield return new BsonDocument(document.Elements.Select((e, j) => j == i ? new BsonElement(e.Name, less) : e));
            }
        if (value is BsonArray array)
            for (var i = 0; i < array.Count; i++)
            {
                if (array[i] is BsonDocument { ElementCount: 1 } stage && stage.Contains("$sort")) continue;
                yield return new BsonArray(array.Where((_, j) => j != i));
                foreach (var less in Less(array[i])) yield return new BsonArray(array.Select((v, j) => j == i ? less : v));
            }
    }

    /// <summary>Whether a field of this name is anywhere in the value.</summary>
    public static bool Mentions(this BsonValue value, Func<string, bool> name) => value switch
    {
        BsonDocument document => document.Any(e => name(e.Name) || e.Value.Mentions(name)),
        BsonArray array => array.Any(v => v.Mentions(name)),
        _ => false,
    };

    public static bool Mentions(this BsonValue value, params string[] names) => value.Mentions(n => names.Contains(n));
}
