namespace PlanApi.BuildingBlocks.Web.Components;

/// <summary>One answer of a select, a radio group or a set of checkboxes.</summary>
public sealed record Choice(string Value, string Text, string? Hint = null);
