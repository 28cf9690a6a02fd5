using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Query.Filters;
using PlanApi.EmbeddedMongo.Storage;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Updates;

/// <summary>One update operator on one path.</summary>
internal abstract class Modifier(string[] path)
{
    public string[] Path => path;

    /// <summary>Makes what is missing on the way.</summary>
    public virtual bool Creates => true;

    /// <summary>Takes the field away.</summary>
    public virtual bool Removes => false;

    public virtual bool OnlyOnInsert => false;

    /// <summary>The value that takes the place of what is there (null when missing); null changes nothing.</summary>
    public abstract BsonValue? Apply(BsonValue? existing, BsonDocument root, UpdateContext context);

    protected string Field => string.Join('.', path);

    /// <summary>The array there, or a refusal.</summary>
    protected BsonArray ArrayAt(BsonValue? existing, BsonDocument root, string message) => existing as BsonArray
        ?? throw CommandException.BadValue(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, Field, TypeNames.Of(existing!.BsonType), ShellJson.Of(root.GetValue("_id", BsonNull.Value))));
}

internal sealed class SetModifier(string[] path, BsonValue value, bool onlyOnInsert) : Modifier(path)
{
    public override bool OnlyOnInsert => onlyOnInsert;

    public override BsonValue? Apply(BsonValue? existing, BsonDocument root, UpdateContext context) => value.DeepClone();
}

internal sealed class UnsetModifier(string[] path) : Modifier(path)
{
    public override bool Creates => false;
    public override bool Removes => true;

    public override BsonValue? Apply(BsonValue? existing, BsonDocument root, UpdateContext context) => null;
}

/// <summary>$inc and $mul.</summary>
internal sealed class ArithmeticModifier(string[] path, BsonValue operand, bool multiply) : Modifier(path)
{
    public override BsonValue? Apply(BsonValue? existing, BsonDocument root, UpdateContext context)
    {
        if (existing is null) return multiply ? Arithmetic.Multiply(operand, BsonInt32.Create(0)) : operand;
        var name = multiply ? "$mul" : "$inc";
        if (!existing.IsNumeric)
            throw CommandException.TypeMismatch($"Cannot apply {name} to a value of non-numeric type. {{_id: {ShellJson.Of(root.GetValue("_id", BsonNull.Value))}}} has the field '{Path[^1]}' of non-numeric type {TypeNames.Of(existing.BsonType)}");
        return (multiply ? Arithmetic.Multiply(existing, operand) : Arithmetic.Add(existing, operand))
            ?? throw CommandException.BadValue($"Failed to apply {name} operations to current value (({TypeNames.Of(existing.BsonType)}){existing}) for document {{_id: {ShellJson.Of(root.GetValue("_id", BsonNull.Value))}}}");
    }
}

/// <summary>$min and $max.</summary>
internal sealed class BoundModifier(string[] path, BsonValue operand, bool greatest) : Modifier(path)
{
    public override BsonValue? Apply(BsonValue? existing, BsonDocument root, UpdateContext context)
    {
        if (existing is null) return operand;
        var order = BsonOrder.Compare(operand, existing);
        return (greatest ? order > 0 : order < 0) ? operand : null;
    }
}

internal sealed class CurrentDateModifier(string[] path, bool timestamp) : Modifier(path)
{
    public override BsonValue? Apply(BsonValue? existing, BsonDocument root, UpdateContext context) =>
        timestamp ? new BsonTimestamp((int)context.Now.ToUnixTimeSeconds(), 1) : new BsonDateTime(context.Now.UtcDateTime);
}

/// <summary>$rename: takes a field out and sets it at its path; neither way may lead through an array.</summary>
internal sealed class RenameModifier(string[] path, string[] source) : Modifier(path)
{
    public override BsonValue? Apply(BsonValue? existing, BsonDocument root, UpdateContext context) => null;

    public void Move(BsonDocument document, UpdateContext context)
    {
        if (Find(document) is not var (holder, value)) return;
        holder.Remove(source[^1]);
        RefuseArrays(document);
        PathWalker.Apply(new SetModifier(Path, value, onlyOnInsert: false), Path, document, context);
    }

    private (BsonDocument Holder, BsonValue Value)? Find(BsonDocument document)
    {
        BsonValue? node = document, holder = document;
        var throughArray = false;
        for (var i = 0; i < source.Length; i++)
        {
            holder = node;
            throughArray |= node is BsonArray;
            node = node switch
            {
                BsonDocument inner => inner.GetValue(source[i], null),
                BsonArray array when PathWalker.Position(source[i]) is { } at => at < array.Count ? array[(int)at] : null,
                _ => throw PathWalker.NotViable(source, i, node)
            };
            if (node is null) return null;
        }
        return throughArray ? throw CommandException.BadValue($"The source field cannot be an array element, '{string.Join('.', source)}'") : ((BsonDocument)holder, node);
    }

    private void RefuseArrays(BsonValue node)
    {
        foreach (var part in Path)
        {
            if (node is BsonArray) throw CommandException.BadValue($"The destination field cannot be an array element, '{Field}'");
            if (node is not BsonDocument document || !document.TryGetValue(part, out node!)) return;
        }
    }
}
