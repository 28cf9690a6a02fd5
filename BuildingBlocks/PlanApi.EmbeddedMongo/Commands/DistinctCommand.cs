using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Execution;
using PlanApi.EmbeddedMongo.Query.Expressions;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Query.Planning;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Commands;

/// <summary>distinct: the different values at a path, array elements one by one.</summary>
internal static class DistinctCommand
{
    public static (Request Request, FieldPath Path) Parse(Arguments arguments, DateTimeOffset now)
    {
        arguments.RefuseCollation();
        var key = arguments.Text("key") ?? throw new CommandException(ErrorCode.Location40414, "BSON field 'distinct.key' is missing but a required field");
        var filter = FilterParser.Parse(arguments.Document("query"), new Scope(now));
        var hint = arguments.Hint();
        arguments.Done();
        return (new Request(filter, Hint: hint), new FieldPath(key));
    }

    public static void Run(CommandContext context)
    {
        var name = context.Arguments.Collection;
        var (request, path) = Parse(context.Arguments, context.Clock.GetUtcNow());
        var values = new SortedDictionary<byte[], BsonValue>(Storage.KeyOrder.Instance);
        using var session = context.Store.Read();
        if (session.Catalog.Find(context.Database, name) is { } collection)
        {
            var source = FindQuery.Open(session.File, collection, request with { Deadline = context.Deadline });
            try
            {
                while (source.Next(session.File)) Collect(source.Document, path, 0, values);
            }
            finally
            {
                source.Suspend();
            }
        }
        if (values.Keys.Sum(k => (long)k.Length) > Bounded.MaxBytes) throw new CommandException(ErrorCode.Location17217, "distinct too big, 16mb cap");
        context.Reply.Add("values", new BsonArray(values.Values));
    }

    private static void Collect(ReadOnlySpan<byte> document, FieldPath path, int depth, SortedDictionary<byte[], BsonValue> values)
    {
        var value = BsonView.Field(document, path.Parts[depth]);
        Collect(value, path, depth + 1, values);
    }

    private static void Collect(BsonView value, FieldPath path, int depth, SortedDictionary<byte[], BsonValue> values)
    {
        if (value.IsArray)
        {
            var index = 0;
            foreach (var element in value.Elements)
            {
                if (depth == path.Length) Add(element.Value, values);
                else
                {
                    if (element.Value.IsDocument) Collect(element.Value.Bytes, path, depth, values);
                    if (path.Positions[depth] == index) Collect(element.Value, path, depth + 1, values);
                }
                index++;
            }
        }
        else if (depth == path.Length) Add(value, values);
        else if (value.IsDocument) Collect(value.Bytes, path, depth, values);
    }

    private static void Add(BsonView value, SortedDictionary<byte[], BsonValue> values)
    {
        if (value.IsMissing) return;
        var key = KeyEncoder.Encode(value);
        if (!values.ContainsKey(key)) values.Add(key, new RawValue(value.Type, value.Bytes.ToArray()).ToBsonValue());
    }
}
