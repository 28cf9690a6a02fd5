namespace PlanApi.ProductionReview.Contracts;

/// <summary>A reviewer approved a request: its details are what production uses from now on.</summary>
public sealed record AppApproved(string RequestId, string AppId, string ClientId, DateTimeOffset At);

/// <summary>Staff suspended a live app: no authorization and no token works in production until it is reinstated.</summary>
/// <param name="DecisionId">Which of the app's decisions tells why.</param>
public sealed record AppSuspended(string AppId, string ClientId, string DecisionId, DateTimeOffset At);

/// <summary>Staff reinstated a suspended app: it may ask for authorization again.</summary>
public sealed record AppReinstated(string AppId, string ClientId, string DecisionId, DateTimeOffset At);
