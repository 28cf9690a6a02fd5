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
        var values = new DistinctValues();
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
        context.Reply.Add("values", values.ToArray());
    }

    private static void Collect(ReadOnlySpan<byte> document, FieldPath path, int depth, DistinctValues values)
    {
        var value = BsonView.Field(document, path.Parts[depth]);
        Collect(value, path, depth + 1, values);
    }

    /// <summary>In an array, digits are a position and never a field's name: a filter's path may be both.</summary>
    private static void Collect(BsonView value, FieldPath path, int depth, DistinctValues values)
    {
        if (value.IsArray)
        {
            var index = 0;
            foreach (var element in value.Elements)
            {
                if (depth == path.Length) values.Add(element.Value);
                else if (!path.IsDigits(depth))
                {
                    if (element.Value.IsDocument) Collect(element.Value.Bytes, path, depth, values);
                }
                else if (path.Positions[depth] == index) Collect(element.Value, path, depth + 1, values);
                index++;
            }
        }
        else if (depth == path.Length) values.Add(value);
        else if (value.IsDocument) Collect(value.Bytes, path, depth, values);
    }
}

/// <summary>Different values in their order, as many as a document holds.</summary>
internal sealed class DistinctValues
{
    private readonly SortedDictionary<byte[], BsonValue> _values = new(Storage.KeyOrder.Instance);
    private long _bytes;

    /// <exception cref="CommandException">All of them would be larger than a document may be (17217).</exception>
    public void Add(BsonView value)
    {
        if (value.IsMissing) return;
        var key = KeyEncoder.Encode(value);
        if (_values.ContainsKey(key)) return;
        // As an element of an array: a type, a position in digits, its end, the value.
        _bytes += 2 + Digits(_values.Count) + value.Bytes.Length;
        if (_bytes > Bounded.MaxBytes) throw new CommandException(ErrorCode.Location17217, "distinct too big, 16mb cap");
        _values.Add(key, new RawValue(value.Type, value.Bytes.ToArray()).ToBsonValue());
    }

    private static int Digits(int number) => number < 10 ? 1 : 1 + Digits(number / 10);

    public BsonArray ToArray() => new(_values.Values);
}
