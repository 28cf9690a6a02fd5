using System.Globalization;
using System.Text.Json;

namespace PlanApi.PatientAccess.RecordText;

/// <summary>Measured values, ranges and quantities in plain words.</summary>
internal static class Measured
{
    // UCUM units that people write otherwise; the rest are shown as they stand.
    private static readonly Dictionary<string, string> Units = new()
    {
        ["mm[Hg]"] = "mmHg",
        ["kg/m2"] = "kg/m²",
        ["/min"] = "per minute",
        ["Cel"] = "°C",
        ["[degF]"] = "°F",
        ["[lb_av]"] = "lb",
        ["[in_i]"] = "in",
        ["d"] = "days",
        ["1"] = "",
        ["{score}"] = "",
    };

    /// <summary>What an Observation, or one of its components, found.</summary>
    public static string Value(JsonElement of)
    {
        if (of.At("valueQuantity") is { ValueKind: JsonValueKind.Object } quantity)
        {
            return Quantity(quantity);
        }

        foreach (var name in new[] { "valueCodeableConcept", "valueString" })
        {
            if (of.Concept(name) is { Length: > 0 } text)
            {
                return text;
            }
        }

        if (of.At("valueInteger") is { ValueKind: JsonValueKind.Number } whole)
        {
            return whole.GetRawText();
        }

        if (of.At("valueBoolean") is { ValueKind: JsonValueKind.True or JsonValueKind.False } answer)
        {
            return answer.GetBoolean() ? Texts.Say("Yes") : Texts.Say("No");
        }

        if (of.At("valueRange") is { ValueKind: JsonValueKind.Object } range)
        {
            return Range(range);
        }

        if (of.At("valueRatio") is { ValueKind: JsonValueKind.Object } ratio)
        {
            return $"{Quantity(ratio.At("numerator"))} : {Quantity(ratio.At("denominator"))}";
        }

        if (of.At("valuePeriod") is { ValueKind: JsonValueKind.Object } period)
        {
            return PlainDate.Of(period);
        }

        return of.Text("valueTime") is { Length: > 0 } time ? time : PlainDate.Of(of.Text("valueDateTime"));
    }

    /// <summary>A value with its comparator and unit: "&lt; 5 mg/dL".</summary>
    public static string Quantity(JsonElement quantity)
    {
        if (quantity.At("value") is not { ValueKind: JsonValueKind.Number } value)
        {
            return "";
        }

        var comparator = quantity.Text("comparator");
        return $"{(comparator.Length > 0 ? comparator + " " : "")}{Number(value)} {Unit(quantity)}".Trim();
    }

    /// <summary>A Range, or the bounds and text of a reference range.</summary>
    public static string Range(JsonElement range) => (Quantity(range.At("low")), Quantity(range.At("high"))) switch
    {
        ("", "") => range.Text("text"),
        (var low, "") => Texts.Say("{0} or more", low),
        ("", var high) => Texts.Say("{0} or less", high),
        var (low, high) => Texts.Say("{0} to {1}", Unit(range.At("low")) == Unit(range.At("high")) ? Number(range.At("low").At("value")) : low, high),
    };

    private static string Unit(JsonElement quantity)
    {
        var unit = quantity.Text("unit") is { Length: > 0 } shown ? shown : quantity.Text("code");
        return Units.TryGetValue(unit, out var plain) ? Texts.Say(plain) : unit;
    }

    // As exact as it was recorded, save for what a computation left behind: "172.3452246666563".
    private static string Number(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length > 8 && text.Contains('.', StringComparison.Ordinal) ? value.GetDouble().ToString("G5", CultureInfo.InvariantCulture) : text;
    }
}
