using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Query.Expressions;

/// <summary>Operators over any number of operands, taken one after the other.</summary>
internal static class NaryForms
{
    public static Expression? Parse(string name, BsonValue argument, IReadOnlySet<string> variables)
    {
        Expression Make(Folding folding, Func<IEnumerable<BsonValue?>, BsonValue> compute) => NaryExpression.Make(name, SpecialForms.List(argument, variables), folding, compute);
        return name switch
        {
            "$add" => Make(Folding.Leading, NumberFunctions.Sum),
            "$multiply" => Make(Folding.Leading, NumberFunctions.Product),
            "$concat" => Make(Folding.Neighbours, StringFunctions.Concat),
            "$concatArrays" => Make(Folding.Neighbours, ArrayFunctions.Concat),
            "$setUnion" => Make(Folding.All, ArrayFunctions.Union),
            "$setIntersection" => Make(Folding.All, ArrayFunctions.Intersection),
            "$and" => Decided(Make(Folding.All, v => (BsonBoolean)v.All(SpecialForms.IsTrue)), by: false),
            "$or" => Decided(Make(Folding.All, v => (BsonBoolean)v.Any(SpecialForms.IsTrue)), by: true),
            _ => null
        };
    }

    /// <summary>A constant that decides $and or $or does so before anything else is computed.</summary>
    private static Expression Decided(Expression junction, bool by) =>
        junction is NaryExpression { Last: { IsConstant: true } last } && SpecialForms.IsTrue(last.Evaluate(Variables.None)) == by ? new ConstantExpression((BsonBoolean)by) : junction;

    /// <summary>All values as they should be, each checked when its turn comes; null when one is null or missing: those after it have no turn.</summary>
    public static List<T>? UpToNull<T>(IEnumerable<BsonValue?> values, Func<BsonValue, T> check)
    {
        var all = new List<T>();
        foreach (var value in values)
        {
            if (SpecialForms.IsNullish(value)) return null;
            all.Add(check(value!));
        }
        return all;
    }
}
