using System.Text;
using MongoDB.Bson;

namespace PlanApi.Fhir.Store;

/// <summary>Writes search conditions as queries on the stored form. Chains must be resolved before.</summary>
internal static class CriterionFilter
{
    public static BsonDocument Of(string type, Criterion criterion) => criterion switch
    {
        Criterion.Ids { Values: [var one] } => new(ResourceDocument.Key, $"{type}/{one}"),
        Criterion.Ids ids => In(ResourceDocument.Key, ids.Values.Select(v => $"{type}/{v}")),
        Criterion.Exact { Entries: [var one] } => new(ResourceDocument.EntriesField, one),
        Criterion.Exact exact => In(ResourceDocument.EntriesField, exact.Entries),
        Criterion.Prefixes { Entries: [var one] } => Prefix(one),
        Criterion.Prefixes prefixes => Or(prefixes.Entries.Select(Prefix)),
        Criterion.AnyOf any => Or(any.Of.Select(c => Of(type, c))),
        Criterion.Except except => new("$nor", new BsonArray { Of(type, except.Of) }),
        Criterion.Missing { Parameter: var parameter } => new("$nor", new BsonArray { Present(parameter) }),
        Criterion.Range range => Range(range),
        Criterion.Written written => Written(written),
        Criterion.Chain chain => throw new InvalidOperationException($"The chain at '{chain.Parameter}' was not resolved."),
        _ => throw new InvalidOperationException("Unknown condition."),
    };

    public static BsonDocument In(string field, IEnumerable<string> values) => new(field, new BsonDocument("$in", new BsonArray(values)));

    private static BsonDocument Or(IEnumerable<BsonDocument> conditions) => new("$or", new BsonArray(conditions));

    // An anchored expression without any operator is a range of the index, on one element of the array.
    private static BsonDocument Prefix(string entry)
    {
        var literal = new StringBuilder("^", entry.Length + 8);
        foreach (var c in entry)
        {
            if (char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && c is not (' ' or '=' or '-' or '_' or ':' or '/'))
                literal.Append('\\');
            literal.Append(c);
        }

        return new(ResourceDocument.EntriesField, new BsonRegularExpression(literal.ToString()));
    }

    private static BsonDocument Present(SearchParameter parameter) => parameter.Kind == SearchKind.Date
        ? new(ResourceDocument.RangesField + "." + ResourceDocument.ParameterField, parameter.Name)
        : Prefix(parameter.Name + "=");

    // The comparisons of search.html#prefix, between [from, to] of the resource and [From, To] of the search.
    private static BsonDocument Range(Criterion.Range range)
    {
        var match = new BsonDocument(ResourceDocument.ParameterField, range.Parameter);
        const string From = ResourceDocument.FromField, To = ResourceDocument.ToField;
        switch (range.Comparator)
        {
            case Comparator.Equal:
                match.Add(From, new BsonDocument("$gte", range.From)).Add(To, new BsonDocument("$lte", range.To));
                break;
            case Comparator.NotEqual:
                match.Add("$or", Either(From, "$lt", range.From, To, "$gt", range.To));
                break;
            case Comparator.GreaterThan:
                match.Add(To, new BsonDocument("$gt", range.To));
                break;
            case Comparator.LessThan:
                match.Add(From, new BsonDocument("$lt", range.From));
                break;
            case Comparator.GreaterOrEqual:
                match.Add("$or", Either(From, "$gte", range.From, To, "$gt", range.To));
                break;
            case Comparator.LessOrEqual:
                match.Add("$or", Either(From, "$lt", range.From, To, "$lte", range.To));
                break;
            case Comparator.StartsAfter:
                match.Add(From, new BsonDocument("$gt", range.To));
                break;
            case Comparator.EndsBefore:
                match.Add(To, new BsonDocument("$lt", range.From));
                break;
            case Comparator.Approximately:
                match.Add(From, new BsonDocument("$lte", range.To)).Add(To, new BsonDocument("$gte", range.From));
                break;
            default:
                throw new InvalidOperationException("Unknown comparison.");
        }

        return new(ResourceDocument.RangesField, new BsonDocument("$elemMatch", match));
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

    private static BsonArray Either(string one, string compares, DateTime with, string other, string alsoCompares, DateTime alsoWith) =>
    [
        new BsonDocument(one, new BsonDocument(compares, with)),
        new BsonDocument(other, new BsonDocument(alsoCompares, alsoWith)),
    ];
}
