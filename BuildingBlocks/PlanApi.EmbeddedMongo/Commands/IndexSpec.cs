using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>Checks the description of an index to be made; kinds and options that the store has not are refused.</summary>
internal static class IndexSpec
{
    private const int MaxFields = 32;

    public static BsonDocument Read(BsonDocument given)
    {
        var key = given.GetValue("key", null) as BsonDocument ?? throw CommandException.FailedToParse("The 'key' field is a required property of an index specification");
        var name = given.GetValue("name", null) as BsonString ?? throw CommandException.FailedToParse("The 'name' field is a required property of an index specification");
        if (name.Value.Length == 0 || name.Value == "*") throw new CommandException(ErrorCode.CannotCreateIndex, "index name must not be empty or '*'");
        CheckKey(key);
        var spec = new BsonDocument { { "v", 2 }, { "key", key }, { "name", name } };
        foreach (var option in given)
            Option(spec, option.Name, option.Value);
        if (spec.GetValue("sparse", false).ToBoolean() && spec.Contains("partialFilterExpression"))
            throw new CommandException(ErrorCode.CannotCreateIndex, "cannot mix \"partialFilterExpression\" and \"sparse\" options");
        if (spec.Contains("expireAfterSeconds") && (key.ElementCount > 1 || key.Contains("_id")))
            throw new CommandException(ErrorCode.CannotCreateIndex, "TTL indexes are single-field indexes, compound indexes do not support TTL.");
        return spec;
    }

    private static void CheckKey(BsonDocument key)
    {
        if (key.ElementCount == 0) throw new CommandException(ErrorCode.CannotCreateIndex, "Index keys cannot be empty.");
        if (key.ElementCount > MaxFields) throw new CommandException(ErrorCode.Location13103, "too many compound keys");
        if (key.Names.Distinct().Count() != key.ElementCount) throw new CommandException(ErrorCode.CannotCreateIndex, "Index keys must not repeat a field");
        foreach (var field in key)
        {
            if (field.Value.IsString) throw CommandException.NotImplemented($"an index of type {field.Value}");
            if (!field.Value.IsNumeric || field.Value.ToDouble() == 0) throw new CommandException(ErrorCode.CannotCreateIndex, "Values in v:2 index key pattern must be numbers > 0 or < 0 or strings");
            var parts = field.Name.Split('.');
            if (Array.Exists(parts, p => p.Length == 0)) throw new CommandException(ErrorCode.CannotCreateIndex, "Index keys cannot contain an empty field");
            if (Array.Exists(parts, p => p.StartsWith('$'))) throw CommandException.NotImplemented($"an index on {field.Name}");
            if (new FieldPath(field.Name).HasPosition) throw CommandException.NotImplemented("an index on an array position");
        }
    }

    private static void Option(BsonDocument spec, string name, BsonValue value)
    {
        switch (name)
        {
            case "key" or "name" or "v" or "ns" or "background":
                break;
            case "unique" or "sparse":
                if (!value.IsBoolean && !value.IsNumeric) throw CommandException.TypeMismatch($"The field '{name}' has value {ShellJson.Of(value)}, which is not convertible to bool");
                if (value.ToBoolean()) spec[name] = true;
                break;
            case "hidden":
                if (value.ToBoolean()) throw CommandException.NotImplemented("a hidden index");
                break;
            case "expireAfterSeconds":
                // What is no number of seconds is, in MongoDB 7.0, as many as there can be.
                if (value.IsNumeric && double.IsNaN(value.ToDouble())) value = int.MaxValue;
                if (!value.IsNumeric || value.ToDouble() is < 0 or > int.MaxValue) throw new CommandException(ErrorCode.CannotCreateIndex, "TTL index 'expireAfterSeconds' option must be within an acceptable range");
                spec[name] = value;
                break;
            case "partialFilterExpression":
                if (value is not BsonDocument filter) throw CommandException.TypeMismatch("The field 'partialFilterExpression' must be an object");
                CheckPartial(FilterParser.Parse(RawValue.From(filter)));
                spec[name] = value;
                break;
            case "collation":
                if (value is not BsonDocument collation || collation.GetValue("locale", "") != "simple") throw CommandException.NotImplemented("collation");
                break;
            default:
                throw new CommandException(ErrorCode.InvalidIndexSpecificationOption, $"The field '{name}' is not valid for an index specification. Specification: {{ name: \"{spec["name"]}\" }}");
        }
    }

    private static void CheckPartial(Filter filter)
    {
        foreach (var condition in filter.Conjuncts())
        {
            switch (condition)
            {
                case OrFilter or AndFilter:
                    foreach (var branch in condition is OrFilter or ? or.Branches : []) CheckPartial(branch);
                    break;
                case PathFilter { Predicate: ComparePredicate or ExistsPredicate or TypePredicate or InPredicate { Expressions.Count: 0 } }:
                    break;
                default:
                    throw new CommandException(ErrorCode.CannotCreateIndex, "unsupported expression in partial index");
            }
        }
    }

    /// <summary>Whether the collection has this index already; the same name or keys with other options are refused.</summary>
    public static bool IsThere(Collection collection, BsonDocument spec)
    {
        foreach (var index in collection.Indexes)
        {
            var (sameKey, sameName) = (SameKey(index.KeyPattern, spec["key"].AsBsonDocument), index.Name == spec["name"].AsString);
            if (index.IsId && sameKey) return true;
            if (!sameKey && !sameName) continue;
            if (!sameKey)
                throw new CommandException(ErrorCode.IndexKeySpecsConflict, $"An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: {ShellJson.Of(spec)}, existing index: {ShellJson.Of(index.Spec)}");
            var same = SameOptions(index.Spec, spec);
            if (sameName)
                return same ? true : throw new CommandException(ErrorCode.IndexOptionsConflict, $"An equivalent index already exists with the same name but different options. Requested index: {ShellJson.Of(spec)}, existing index: {ShellJson.Of(index.Spec)}");
            // Two indexes on the same keys may differ in their partial filter.
            if (Equals(index.Spec.GetValue("partialFilterExpression", BsonNull.Value), spec.GetValue("partialFilterExpression", BsonNull.Value)))
                throw new CommandException(ErrorCode.IndexOptionsConflict, $"Index already exists with a different name: {index.Name}");
        }
        return false;
    }

    private static bool SameKey(BsonDocument a, BsonDocument b) =>
        a.ElementCount == b.ElementCount && a.Zip(b).All(p => p.First.Name == p.Second.Name && p.First.Value.ToDouble() < 0 == p.Second.Value.ToDouble() < 0);

    private static bool SameOptions(BsonDocument a, BsonDocument b)
    {
        foreach (var option in (ReadOnlySpan<string>)["unique", "sparse", "expireAfterSeconds", "partialFilterExpression"])
        {
            var (x, y) = (a.GetValue(option, BsonNull.Value), b.GetValue(option, BsonNull.Value));
            if (BsonOrder.Compare(x, y) != 0) return false;
        }
        return true;
    }
}
