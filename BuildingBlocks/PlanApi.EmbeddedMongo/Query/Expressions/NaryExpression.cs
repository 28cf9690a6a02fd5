using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Query.Expressions;

/// <summary>Which constants among the operands of an operator may be computed together.</summary>
internal enum Folding
{
    /// <summary>Those before all others.</summary>
    Leading,

    /// <summary>Those that stand side by side.</summary>
    Neighbours,

    /// <summary>All of them: they go behind the others.</summary>
    All
}

/// <summary>
/// An operator over any number of operands, each evaluated when the one before was taken. Constants that may be computed together are so once, and refused at
/// once where that fails: as in MongoDB, where one sees it.
/// </summary>
internal sealed class NaryExpression : Expression
{
    private readonly string _name;
    private readonly List<Expression> _operands;
    private readonly Func<IEnumerable<BsonValue?>, BsonValue> _compute;

    private NaryExpression(string name, List<Expression> operands, Func<IEnumerable<BsonValue?>, BsonValue> compute) => (_name, _operands, _compute) = (name, operands, compute);

    public Expression Last => _operands[^1];

    public override BsonValue? Evaluate(Variables variables) => _compute(_operands.Select(o => o.Evaluate(variables)));

    public static Expression Make(string name, List<Expression> operands, Folding folding, Func<IEnumerable<BsonValue?>, BsonValue> compute)
    {
        if (operands.TrueForAll(o => o.IsConstant)) return Constant(operands, compute);
        // An operator among its own operands is the same as its operands there, unless they are taken from the left.
        if (folding != Folding.Leading) operands = [.. operands.SelectMany(o => o is NaryExpression same && same._name == name ? same._operands : [o])];
        if (folding == Folding.All) operands = [.. operands.OrderBy(o => o.IsConstant)];
        var folded = new List<Expression>();
        for (int i = 0, run; i < operands.Count; i += Math.Max(run, 1))
        {
            run = folding == Folding.Leading && i > 0 ? 0 : operands.Skip(i).TakeWhile(o => o.IsConstant).Count();
            folded.Add(run > 1 ? Constant(operands.GetRange(i, run), compute) : operands[i]);
        }
        return new NaryExpression(name, folded, compute);
    }

    private static ConstantExpression Constant(List<Expression> operands, Func<IEnumerable<BsonValue?>, BsonValue> compute) => new(compute(operands.Select(o => o.Evaluate(Variables.None))));
}
