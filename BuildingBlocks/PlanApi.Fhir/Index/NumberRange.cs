using System.Globalization;

namespace PlanApi.Fhir.Index;

/// <summary>The numbers that a value may be: from the least to the greatest, both included.</summary>
internal readonly record struct NumberRange(double From, double To)
{
    /// <summary>Reads a number as asked for, with the numbers that are equal to it at the precision it was written in (search.html#number).</summary>
    /// <returns>The number and the range it stands for; null when the text is no number.</returns>
    public static (double Value, NumberRange Implied)? Parse(string text)
    {
        if (!decimal.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var value))
            return null;
        var e = text.IndexOfAny(['e', 'E']);
        var mantissa = e < 0 ? text : text[..e];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : mantissa.Length - point - 1;
        // By the text's own example 1e2 is as precise as 1.0e2: from 95 to 105.
        var exponent = 0;
        if (e >= 0 && !int.TryParse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            return null;
        var half = 0.5 * Math.Pow(10, exponent - (e < 0 ? decimals : Math.Max(decimals, 1)));
        var number = (double)value;
        return (number, new(Math.Min(number, Exact(value, -half)), Math.Max(number, Math.BitDecrement(Exact(value, half)))));
    }

    /// <summary>Ten per cent to either side (search.html#prefix, <c>ap</c>).</summary>
    public static NumberRange About(double value) => new(value - Math.Abs(value / 10), value + Math.Abs(value / 10));

    // In decimals, as the numbers were written: 5.4 and half a tenth is 5.45 and nothing beside it.
    private static double Exact(decimal value, double by)
    {
        var sum = (double)value + by;
        return Math.Abs(sum) < 1e15 && Math.Abs(by) > 1e-15 ? (double)(value + (decimal)by) : sum;
    }
}
