using System.Collections.Immutable;
using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Expressions;

/// <summary>What the expressions of one command can refer to beside the document: the time it started at, and the variables of its <c>let</c>.</summary>
internal sealed class Scope
{
    private static readonly ImmutableHashSet<string> WithoutDocument = ["NOW", "REMOVE"];
    private static readonly ImmutableHashSet<string> System = WithoutDocument.Union(["ROOT", "CURRENT"]);
    private readonly ImmutableHashSet<string> _names = System;
    private readonly ImmutableDictionary<string, BsonValue?> _let = ImmutableDictionary<string, BsonValue?>.Empty;

    /// <summary>Reads and computes the variables of <c>let</c>, each of which sees those before it; they cannot look at documents.</summary>
    public Scope(DateTimeOffset now, RawValue let = default)
    {
        Now = now;
        if (let.IsMissing) return;
        foreach (var (name, value) in let.Elements())
        {
            CheckName(name);
            _let = _let.SetItem(name, ExpressionParser.Parse(value.ToBsonValue(), WithoutDocument.Union(_let.Keys)).Evaluate(Of([])));
        }
        _names = _names.Union(_let.Keys);
    }

    public DateTimeOffset Now { get; }

    public Expression Parse(BsonValue expression) => ExpressionParser.Parse(expression, _names);

    /// <summary>The variables as a document's expressions see them.</summary>
    public Variables Of(BsonDocument document) => new(document, Now) { Named = _let };

    /// <summary>A user's variable starts with a small letter (or a letter beyond ASCII); only CURRENT, which paths start at, may be given another value.</summary>
    public static void CheckName(string name)
    {
        if (name.Length == 0) throw CommandException.FailedToParse("empty variable names are not allowed");
        if (name == "CURRENT") return;
        if (!char.IsAsciiLetterLower(name[0]) && char.IsAscii(name[0])) throw CommandException.FailedToParse($"'{name}' starts with an invalid character for a user variable name");
        foreach (var c in name)
            if (char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && c != '_') throw CommandException.FailedToParse($"'{name}' contains an invalid character for a variable name: '{c}'");
    }
}
