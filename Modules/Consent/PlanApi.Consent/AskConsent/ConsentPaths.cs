namespace PlanApi.Consent.AskConsent;

internal static class ConsentPaths
{
    public const string Production = "/oauth/consent/{id}";
    public const string Sandbox = "/sandbox/oauth/consent/{id}";
    public const string PickInProduction = "/oauth/consent/{id}/patient";
    public const string PickInSandbox = "/sandbox/oauth/consent/{id}/patient";

    public static string Of(bool sandbox, string id) => (sandbox ? Sandbox : Production).Replace("{id}", id, StringComparison.Ordinal);

    public static string PickOf(bool sandbox, string id) => (sandbox ? PickInSandbox : PickInProduction).Replace("{id}", id, StringComparison.Ordinal);
}
