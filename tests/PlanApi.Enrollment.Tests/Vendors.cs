using PlanApi.TestKit;

namespace PlanApi.Enrollment.Tests;

/// <summary>Vendors of these tests; no two share an address.</summary>
internal static class Vendors
{
    public const string Password = "seven wet umbrellas";
    private static int _last;

    public static string NewAddress() => $"ada{Interlocked.Increment(ref _last)}@vendor.example";

    public static Task<HttpResponseMessage> SetPassword(this Browser browser, string link, string password = Password, string? repeat = null) =>
        browser.Submit(link, ("password", password), ("repeat", repeat ?? password));
}
