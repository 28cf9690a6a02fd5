namespace PlanApi.BuildingBlocks.Web.Components;

/// <summary>Where to go on after a sign-in or consent post; always an address of our own.</summary>
public sealed record ContinueView(string Path);
