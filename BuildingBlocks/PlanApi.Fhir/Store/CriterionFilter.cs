using System.Text;
using MongoDB.Bson;

namespace PlanApi.Fhir.Store;

/// <summary>Writes search conditions as queries on the stored form. Those that need a search of their own must be resolved before (<see cref="CriterionResolver"/>).</summary>
internal static class CriterionFilter
{
    public static BsonDocument Of(TypeKeys keys, Criterion criterion) => criterion switch
    {
        Criterion.Ids { Values: [var one] } => new(keys.Field, keys.Of(one)),
        Criterion.Ids ids => In(keys.Field, ids.Values.Select(v => keys.Of(v))),
        Criterion.Exact or Criterion.Prefixes or Criterion.Containing => Entries([.. EntriesOf(criterion)]),
        Criterion.AnyOf any => AnyOf(keys, any.Of),
        // There is a value: a range of an index, which what is twice denied is not.
        Criterion.Except { Of: Criterion.Missing { Parameter: var parameter } } => Present(parameter),
        Criterion.Except except => new("$nor", new BsonArray { Of(keys, except.Of) }),
        Criterion.Missing { Parameter: var parameter } => new("$nor", new BsonArray { Present(parameter) }),
        Criterion.Period period => Range(period.Parameter, Comparing(period.Comparator, period.From, period.To)),
        Criterion.Number number => Range(number.Parameter, Comparing(number.Comparator, number.From, number.To)),
        Criterion.Written written => Written(written),
        Criterion.Chain or Criterion.Has or Criterion.Near => throw new InvalidOperationException($"{criterion.GetType().Name} was not resolved."),
        _ => throw new InvalidOperationException("Unknown condition."),
    };

    public static BsonDocument In(string field, IEnumerable<string> values) => new(field, new BsonDocument("$in", new BsonArray(values)));

    /// <summary>The entries that begin so, as a range of the index on one element of the array.</summary>
    public static BsonRegularExpression Beginning(string entry) => new("^" + Literal(entry));

    // One list of all that entries or ids may be, and one element match for all comparisons of a parameter, are ranges of an index; an $or is not always.
    private static BsonDocument AnyOf(TypeKeys keys, IReadOnlyList<Criterion> any)
    {
        List<BsonDocument> conditions = [];
        List<BsonValue> entries = [.. any.SelectMany(EntriesOf)];
        if (entries.Count > 0)
            conditions.Add(Entries(entries));
        if (any.OfType<Criterion.Ids>().ToList() is { Count: > 0 } ids)
            conditions.Add(Of(keys, new Criterion.Ids([.. ids.SelectMany(i => i.Values)])));
        conditions.AddRange(any.Select(Comparing).OfType<(string Parameter, BsonDocument Bounds)>().GroupBy(c => c.Parameter, c => c.Bounds)
            .Select(c => Range(c.Key, c.ToArray() is [var one] ? one : new("$or", new BsonArray(c)))));
        conditions.AddRange(any.Where(c => c is not Criterion.Ids && !EntriesOf(c).Any() && Comparing(c) is null).Select(c => Of(keys, c)));
        return conditions is [var only] ? only : new("$or", new BsonArray(conditions));
    }

    private static BsonDocument Entries(List<BsonValue> any) => new(
        ResourceDocument.EntriesField, any is [var one] ? one : new BsonDocument("$in", new BsonArray(any)));

    private static IEnumerable<BsonValue> EntriesOf(Criterion criterion) => criterion switch
    {
        Criterion.Exact exact => exact.Entries.Select(e => (BsonValue)e),
        Criterion.Prefixes prefixes => prefixes.Entries.Select(Beginning),
        Criterion.Containing containing => containing.Texts.Select(t => new BsonRegularExpression($"^{Literal(containing.Prefix)}.*{Literal(t)}")),
        _ => [],
    };

    private static string Literal(string text)
    {
        var literal = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && c is not (' ' or '=' or '-' or '_' or ':' or '/'))
                literal.Append('\\');
            literal.Append(c);
        }

        return literal.ToString();
    }

    private static BsonDocument Present(SearchParameter parameter)
    {
        // What says more than the name alone (a modifier, a unit, a second value) begins with it too.
        var named = new BsonRegularExpression($"^{Literal(parameter.Name)}[=:]");
        const string Ranges = ResourceDocument.RangesField + "." + ResourceDocument.ParameterField;
        return parameter.Kind switch
        {
            SearchKind.Date or SearchKind.Number or SearchKind.Quantity => new(Ranges, parameter.Name),
            SearchKind.Composite => new("$or", new BsonArray { new BsonDocument(ResourceDocument.EntriesField, named), new BsonDocument(Ranges, named) }),
            _ => new(ResourceDocument.EntriesField, named),
        };
    }

    private static (string Parameter, BsonDocument Bounds)? Comparing(Criterion criterion) => criterion switch
    {
        Criterion.Period period => (period.Parameter, Comparing(period.Comparator, period.From, period.To)),
        Criterion.Number number => (number.Parameter, Comparing(number.Comparator, number.From, number.To)),
        _ => null,
    };

    private static BsonDocument Range(string parameter, BsonDocument bounds) =>
        new(ResourceDocument.RangesField, new BsonDocument("$elemMatch", new BsonDocument(ResourceDocument.ParameterField, parameter).Merge(bounds)));

    // The comparisons of search.html#prefix, between [from, to] of the resource and [From, To] of the search.
    private static BsonDocument Comparing(Comparator comparator, BsonValue from, BsonValue to)
    {
        const string From = ResourceDocument.FromField, To = ResourceDocument.ToField;
        return comparator switch
        {
            // What ends by then starts by then too: said of the start, it is both ends of a range of an index.
            Comparator.Equal => new() { { From, new BsonDocument { { "$gte", from }, { "$lte", to } } }, { To, new BsonDocument("$lte", to) } },
            Comparator.NotEqual => new("$or", Either(From, "$lt", from, To, "$gt", to)),
            Comparator.GreaterThan => new(To, new BsonDocument("$gt", to)),
            Comparator.LessThan => new(From, new BsonDocument("$lt", from)),
            // Either of the two implies the first bound, which is a range of an index; an $or of different fields is none.
            Comparator.GreaterOrEqual => new() { { To, new BsonDocument("$gte", from) }, { "$or", Either(From, "$gte", from, To, "$gt", to) } },
            Comparator.LessOrEqual => new() { { From, new BsonDocument("$lte", to) }, { "$or", Either(From, "$lt", from, To, "$lte", to) } },
            Comparator.StartsAfter => new(From, new BsonDocument("$gt", to)),
            Comparator.EndsBefore => new(To, new BsonDocument("$lt", from)),
            Comparator.Approximately => new() { { From, new BsonDocument("$lte", to) }, { To, new BsonDocument("$gte", from) } },
            _ => throw new InvalidOperationException("Unknown comparison."),
        };
    }

    private static BsonDocument Written(Criterion.Written written)
    {
        const string At = ResourceDocument.UpdatedField;
        return written.Comparator switch
        {
            Comparator.Equal or Comparator.Approximately => new(At, new BsonDocument { { "$gte", written.From }, { "$lte", written.To } }),
            Comparator.NotEqual => new("$or", Either(At, "$lt", written.From, At, "$gt", written.To)),
            Comparator.GreaterThan or Comparator.StartsAfter => new(At, new BsonDocument("$gt", written.To)),
            Comparator.LessThan or Comparator.EndsBefore => new(At, new BsonDocument("$lt", written.From)),
            Comparator.GreaterOrEqual => new(At, new BsonDocument("$gte", written.From)),
            Comparator.LessOrEqual => new(At, new BsonDocument("$lte", written.To)),
            _ => throw new InvalidOperationException("Unknown comparison."),
        };
    }

    private static BsonArray Either(string one, string compares, BsonValue with, string other, string alsoCompares, BsonValue alsoWith) =>
    [
        new BsonDocument(one, new BsonDocument(compares, with)),
        new BsonDocument(other, new BsonDocument(alsoCompares, alsoWith)),
    ];
}
