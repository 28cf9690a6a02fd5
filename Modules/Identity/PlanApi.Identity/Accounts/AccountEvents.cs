namespace PlanApi.Identity.Accounts;

internal sealed record PasswordChanged(string AccountId);

internal sealed record SecondFactorChanged(string AccountId, bool On);
