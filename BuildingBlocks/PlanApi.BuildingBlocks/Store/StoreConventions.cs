using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Bson.Serialization.Conventions;
using MongoDB.Bson.Serialization.Serializers;
using MongoDB.Driver;

namespace PlanApi.BuildingBlocks.Store;

/// <summary>How our documents look in the store: camelCase names, enums by name, instants as UTC dates, unknown elements ignored.</summary>
public static class StoreConventions
{
    private static readonly Lock Gate = new();
    private static bool _registered;

    /// <summary>Registers the conventions once per process; the driver keeps them in statics.</summary>
    public static void Register()
    {
        lock (Gate)
        {
            if (_registered)
            {
                return;
            }

            ConventionRegistry.Register(
                "PlanApi",
                new ConventionPack
                {
                    new CamelCaseElementNameConvention(),
                    new EnumRepresentationConvention(BsonType.String),
                    new IgnoreExtraElementsConvention(true),
                    new IgnoreIfNullConvention(true),
                    new AbsentIsEmptyConvention(),
                },
                static type => type.Namespace?.StartsWith("PlanApi.", StringComparison.Ordinal) == true);
            BsonSerializer.RegisterSerializer(new DateTimeOffsetSerializer(BsonType.DateTime));
            BsonSerializer.RegisterSerializer(new DateOnlySerializer(BsonType.String));
            _registered = true;
        }
    }

    /// <summary>True when a unique index refused the write: an expected outcome that stores turn into a result.</summary>
    public static bool IsDuplicateKey(this MongoException exception) => exception switch
    {
        MongoWriteException e => e.WriteError?.Category == ServerErrorCategory.DuplicateKey,
        MongoCommandException e => e.Code is 11000,
        _ => false,
    };
}
