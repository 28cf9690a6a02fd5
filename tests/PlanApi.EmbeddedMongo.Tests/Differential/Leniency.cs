using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>What a listed difference may be about, while all else stays equal.</summary>
[Flags]
internal enum Leniency
{
    /// <summary>Fields that are null may be missing.</summary>
    Nulls = 1,

    /// <summary>Numbers count by their value.</summary>
    Types = 2,

    /// <summary>Arrays hold the same, in any order.</summary>
    Order = 4,

    /// <summary>Fields that are empty documents may be missing.</summary>
    EmptyDocuments = 8,
}

internal static class Leniencies
{
    /// <summary>The value with what does not count made alike.</summary>
    public static BsonValue Of(this Leniency leniency, BsonValue value) => value switch
    {
        BsonDocument document => new BsonDocument(document.Select(e => new BsonElement(e.Name, leniency.Of(e.Value))).Where(e => !leniency.Overlooks(e.Value))),
        BsonArray array => leniency.HasFlag(Leniency.Order) ? Answers.InAnyOrder(new BsonArray(array.Select(v => leniency.Of(v)))) : new BsonArray(array.Select(v => leniency.Of(v))),
        { IsNumeric: true } when leniency.HasFlag(Leniency.Types) => value.ToDouble(),
        _ => value,
    };

    private static bool Overlooks(this Leniency leniency, BsonValue value) =>
        leniency.HasFlag(Leniency.Nulls) && value.IsBsonNull || leniency.HasFlag(Leniency.EmptyDocuments) && value is BsonDocument { ElementCount: 0 };
}
