namespace PlanApi.ProductionReview.Data;

/// <summary>Who looks after a request. It keeps others from deciding until they take it over.</summary>
internal sealed record Claim(string AccountId, string Name, DateTimeOffset At);

/// <summary>What staff noted about a request for each other. Vendors never see it.</summary>
internal sealed record Note(string Id, string AccountId, string Name, DateTimeOffset At, string Text);

/// <summary>A reason to turn a request down that staff keep for the next time.</summary>
/// <param name="By">Name of the person who kept it.</param>
internal sealed record KeptReason(string Id, string Text, string By, DateTimeOffset At);
