namespace PlanApi.Fhir;

/// <summary>
/// One thing the caller asked for, as written after the "?" or in a _search form, unescaped.
/// A step that understands it marks it handled; what nobody marks is an error under <c>Prefer: handling=strict</c> and
/// is otherwise left out of the self link.
/// </summary>
public sealed class Argument(string name, string value)
{
    /// <summary>The name with its modifier, e.g. <c>name:exact</c> or <c>location.address-city</c>.</summary>
    public string Name => name;

    /// <summary>The value, possibly several separated by commas.</summary>
    public string Value { get; set; } = value;

    /// <summary>Whether a step or handler understood and used it.</summary>
    public bool Handled { get; set; }
}
