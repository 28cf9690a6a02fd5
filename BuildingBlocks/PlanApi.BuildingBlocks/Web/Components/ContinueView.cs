namespace PlanApi.BuildingBlocks.Web.Components;

/// <summary>Where to go on after a post: a path of our own, or an app's declared launch address.</summary>
public sealed record ContinueView(string Path);
