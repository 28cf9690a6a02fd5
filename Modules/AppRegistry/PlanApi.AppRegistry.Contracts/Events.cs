namespace PlanApi.AppRegistry.Contracts;

/// <summary>A vendor saved an app, for the first time or again. A pending production request follows it.</summary>
public sealed record AppSaved(string AppId, string ClientId, string OrganizationId, long Revision, AppDetails Details, DateTimeOffset At);

/// <summary>A vendor deleted an app from the sandbox. A live copy keeps running; a pending request is withdrawn.</summary>
public sealed record AppDeleted(string AppId, string ClientId, string OrganizationId, DateTimeOffset At);
