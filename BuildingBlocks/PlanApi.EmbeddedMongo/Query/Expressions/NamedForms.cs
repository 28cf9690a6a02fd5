using System.Security.Cryptography;
using MongoDB.Bson;

namespace PlanApi.EmbeddedMongo.Query.Expressions;

/// <summary>Operators that evaluate their arguments once, but take them by name: those on fields, on dates as text, trimming; and $rand.</summary>
internal static class NamedForms
{
    public static Expression? Parse(string name, BsonValue argument, IReadOnlySet<string> variables) => name switch
    {
        "$getField" => GetField(argument, variables),
        "$setField" => SetField(argument, variables),
        "$unsetField" => UnsetField(argument, variables),
        "$trim" or "$ltrim" or "$rtrim" => Trim(name, argument, variables),
        "$dateToString" => DateToString(argument, variables),
        "$rand" => Rand(argument),
        _ => null
    };

    private static SpecialExpression GetField(BsonValue argument, IReadOnlySet<string> variables)
    {
        var whole = argument is BsonDocument { ElementCount: > 0 } d && !d.GetElement(0).Name.StartsWith('$') ? argument : new BsonDocument { { "field", argument }, { "input", "$$CURRENT" } };
        var named = new NamedArguments("$getField", whole, variables, ErrorCode.Location3041701, ErrorCode.Location3041701, "field", "input");
        var field = Constant("$getField", named, ErrorCode.Location3041702, ErrorCode.Location5654601, ErrorCode.Location5654602);
        var input = named.Required("input", ErrorCode.Location3041703);
        return new SpecialExpression(v => input.Evaluate(v) switch
        {
            BsonDocument document => document.GetValue(field, null),
            BsonNull or BsonUndefined => BsonNull.Value,
            _ => null
        });
    }

    private static SpecialExpression SetField(BsonValue argument, IReadOnlySet<string> variables)
    {
        var named = new NamedArguments("$setField", argument, variables, ErrorCode.Location4161100, ErrorCode.Location4161101, "field", "input", "value");
        return Changed("$setField", named, named.Required("value", ErrorCode.Location4161103));
    }

    private static SpecialExpression UnsetField(BsonValue argument, IReadOnlySet<string> variables) =>
        Changed("$unsetField", new NamedArguments("$unsetField", argument, variables, ErrorCode.Location4161110, ErrorCode.Location4161111, "field", "input"), null);

    /// <summary>The input with a field set, or without it where the value is missing. The name is taken as it is: dots and dollars are part of it.</summary>
    private static SpecialExpression Changed(string name, NamedArguments named, Expression? value)
    {
        var field = Constant(name, named, ErrorCode.Location4161102, ErrorCode.Location4161106, ErrorCode.Location4161107);
        var input = named.Required("input", ErrorCode.Location4161109);
        return new SpecialExpression(v =>
        {
            var on = input.Evaluate(v);
            if (SpecialForms.IsNullish(on)) return BsonNull.Value;
            if (on is not BsonDocument document) throw new CommandException(ErrorCode.Location4161105, $"{name} requires 'input' to evaluate to type Object");
            var made = (BsonDocument)document.DeepClone();
            if (value?.Evaluate(v) is { } set) made[field] = set;
            else made.Remove(field);
            return made;
        });
    }

    private static string Constant(string name, NamedArguments named, ErrorCode missing, ErrorCode notConstant, ErrorCode notString)
    {
        if (named.Required("field", missing) is not ConstantExpression constant) throw new CommandException(notConstant, $"{name} requires 'field' to evaluate to a constant, but got a non-constant argument");
        return constant.Value is BsonString text ? text.Value : throw new CommandException(notString, $"{name} requires 'field' to evaluate to type String, but got {Functions.TypeOf(constant.Value)}");
    }

    private static SpecialExpression Trim(string name, BsonValue argument, IReadOnlySet<string> variables)
    {
        var named = new NamedArguments(name, argument, variables, ErrorCode.Location50696, ErrorCode.Location50694, "input", "chars");
        var (input, characters) = (named.Required("input", ErrorCode.Location50695), named.Optional("chars"));
        return new SpecialExpression(v => StringFunctions.Trim(input.Evaluate(v), characters?.Evaluate(v), characters is not null, left: name != "$rtrim", right: name != "$ltrim"));
    }

    private static SpecialExpression DateToString(BsonValue argument, IReadOnlySet<string> variables)
    {
        var named = new NamedArguments("$dateToString", argument, variables, ErrorCode.Location18629, ErrorCode.Location18534, "date", "format", "timezone", "onNull");
        if (named.Value("timezone") is not null) throw CommandException.NotImplemented("a time zone in $dateToString");
        var (date, format, otherwise) = (named.Required("date", ErrorCode.Location18628), named.Optional("format"), named.Optional("onNull"));
        return new SpecialExpression(v =>
        {
            if (DateFunctions.Date(date.Evaluate(v)) is not { } at) return otherwise is null ? BsonNull.Value : otherwise.Evaluate(v);
            if (format is null) return DateFunctions.Format(at, DateFunctions.IsoFormat);
            var pattern = format.Evaluate(v);
            if (SpecialForms.IsNullish(pattern)) return BsonNull.Value;
            return DateFunctions.Format(at, pattern is BsonString text ? text.Value : throw new CommandException(ErrorCode.Location18533, $"$dateToString requires that 'format' be a string, found: {Functions.TypeOf(pattern)}"));
        });
    }

    private static SpecialExpression Rand(BsonValue argument)
    {
        if (argument is not (BsonDocument { ElementCount: 0 } or BsonArray { Count: 0 })) throw new CommandException(ErrorCode.Location3040501, "$rand does not currently accept arguments");
        return new SpecialExpression(_ => new BsonDouble((BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) >> 11) / (double)(1UL << 53)));
    }
}
