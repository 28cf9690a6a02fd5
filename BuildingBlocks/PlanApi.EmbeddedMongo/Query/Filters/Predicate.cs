using System.Text;
using System.Text.RegularExpressions;
using MongoDB.Bson;
using PlanApi.EmbeddedMongo.Values;

namespace PlanApi.EmbeddedMongo.Query.Filters;

/// <summary>A condition on one value, which may be missing.</summary>
internal abstract class Predicate
{
    /// <summary>Whether a value that is an array is tested element by element as well as whole.</summary>
    public virtual bool LooksIntoArrays => true;

    /// <summary>Whether a missing field can pass.</summary>
    public virtual bool AcceptsMissing => false;

    public abstract bool Test(BsonView value, MatchedPosition? positions = null);
}

internal enum Comparison { Equal, Less, LessOrEqual, Greater, GreaterOrEqual }

/// <summary>$eq, $lt, $lte, $gt, $gte: values of another type class never match, save that null equals missing.</summary>
internal sealed class ComparePredicate(Comparison comparison, RawValue operand) : Predicate
{
    private readonly byte _class = BsonOrder.Class(operand.Type);
    private readonly bool _isNaN = operand.View.IsNaN;

    public Comparison Comparison => comparison;
    public RawValue Operand => operand;

    private bool IncludesEqual => comparison is Comparison.Equal or Comparison.LessOrEqual or Comparison.GreaterOrEqual;

    public override bool AcceptsMissing => operand.View.IsNullish && IncludesEqual || operand.Type is BsonType.MinKey or BsonType.MaxKey && comparison != Comparison.Equal;

    public override bool Test(BsonView value, MatchedPosition? positions = null)
    {
        if (comparison == Comparison.Equal && value.Type == operand.Type && value.Bytes.SequenceEqual(operand.Bytes.Span)) return true;
        if (BsonOrder.Class(value.Type) != _class)
        {
            if (value.IsNullish && operand.View.IsNullish) return IncludesEqual;
            return operand.Type is BsonType.MinKey or BsonType.MaxKey && comparison != Comparison.Equal;
        }
        if (_isNaN || value.IsNaN) return _isNaN && value.IsNaN && IncludesEqual;
        var order = BsonOrder.Compare(value, operand.View);
        return comparison switch
        {
            Comparison.Equal => order == 0,
            Comparison.Less => order < 0,
            Comparison.LessOrEqual => order <= 0,
            Comparison.Greater => order > 0,
            Comparison.GreaterOrEqual => order >= 0,
            _ => throw new InvalidOperationException()
        };
    }
}

/// <summary>$in: equal to one of the values, or matching one of the expressions.</summary>
internal sealed class InPredicate : Predicate
{
    /// <summary>So many strings are found sooner one by one than by their keys.</summary>
    private const int FewTexts = 32;

    private readonly bool _null, _areFewTexts;
    private readonly ulong _lengths;
    private HashSet<byte[]>? _keys;

    public InPredicate(List<RawValue> operands, List<RegexPredicate> expressions)
    {
        Expressions = expressions;
        Operands = operands;
        _areFewTexts = operands.Count <= FewTexts && operands.TrueForAll(o => o.IsString);
        _null = operands.Exists(o => o.View.IsNullish);
        if (!_areFewTexts) return;
        foreach (var operand in operands) _lengths |= LengthBit(operand.Bytes.Length);
    }

    // Lists by their own type: what may be thousands is walked again and again.
    public List<RawValue> Operands { get; }
    public List<RegexPredicate> Expressions { get; }

    public override bool AcceptsMissing => _null;

    public override bool Test(BsonView value, MatchedPosition? positions = null)
    {
        if (value.IsNullish && _null) return true;
        foreach (var expression in Expressions)
            if (expression.Test(value)) return true;
        if (_areFewTexts) return value.Type is BsonType.String or BsonType.Symbol && IsOneOf(value.Bytes);
        if (value.IsMissing) return false;
        _keys ??= Keys();
        using var key = KeyBuffer.Rent();
        KeyEncoder.Append(key, value);
        return _keys.GetAlternateLookup<ReadOnlySpan<byte>>().Contains(key.Span);
    }

    private HashSet<byte[]> Keys()
    {
        var keys = new HashSet<byte[]>(Operands.Count, KeyEquality.Instance);
        foreach (var operand in Operands) keys.Add(KeyEncoder.Encode(operand.View));
        return keys;
    }

    private bool IsOneOf(ReadOnlySpan<byte> text)
    {
        // Nearly every text is of a length that none of them has.
        if ((_lengths & LengthBit(text.Length)) == 0) return false;
        foreach (var operand in Operands)
            if (operand.Bytes.Span.SequenceEqual(text)) return true;
        return false;
    }

    private static ulong LengthBit(int length) => 1UL << (length & 63);
}

/// <summary>$regex on strings; an expression also equals itself. An anchored literal is compared as bytes.</summary>
internal sealed class RegexPredicate : Predicate
{
    private readonly Regex? _regex;
    private readonly byte[] _prefix;
    private readonly RawValue _self;

    public RegexPredicate(string pattern, string options)
    {
        Pattern = pattern;
        Options = options;
        _self = RawValue.From(new BsonRegularExpression(pattern, options));
        (var prefix, PrefixIsAll) = RegexPrefix.Of(pattern, options);
        _prefix = Encoding.UTF8.GetBytes(prefix);
        if (!PrefixIsAll) _regex = Compile(pattern, options);
    }

    public string Pattern { get; }
    public string Options { get; }
    public RawValue Self => _self;

    /// <summary>What every matching string starts with; empty when nothing is certain.</summary>
    public ReadOnlySpan<byte> Prefix => _prefix;

    /// <summary>Whether every string that starts so matches.</summary>
    public bool PrefixIsAll { get; }

    public override bool Test(BsonView value, MatchedPosition? positions = null)
    {
        if (value.Type == BsonType.RegularExpression) return value.Bytes.SequenceEqual(_self.Bytes.Span);
        if (value.Type is not (BsonType.String or BsonType.Symbol)) return false;
        var text = value.Utf8;
        if (!text.StartsWith(_prefix)) return false;
        if (PrefixIsAll) return true;
        try
        {
            return _regex!.IsMatch(Encoding.UTF8.GetString(text));
        }
        catch (RegexMatchTimeoutException)
        {
            throw new CommandException(ErrorCode.MaxTimeMSExpired, "The regular expression took longer than a second on one value");
        }
    }

    private static Regex Compile(string pattern, string options)
    {
        var chosen = RegexOptions.CultureInvariant;
        foreach (var option in options)
            chosen |= option switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                'x' => RegexOptions.IgnorePatternWhitespace,
                'u' => RegexOptions.None,
                _ => throw new CommandException(ErrorCode.Location51108, $"invalid flag in regex options: {option}")
            };
        try
        {
            return new Regex(pattern, chosen, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException e)
        {
            throw new CommandException(ErrorCode.Location51091, $"Regular expression is invalid: {e.Message}");
        }
    }
}
