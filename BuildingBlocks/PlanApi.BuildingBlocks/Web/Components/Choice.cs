namespace PlanApi.BuildingBlocks.Web.Components;

/// <summary>One answer of a select, a radio group or a set of checkboxes.</summary>
/// <param name="Group">A heading above it and those that follow with the same one; null for none.</param>
public sealed record Choice(string Value, string Text, string? Hint = null, string? Group = null);
