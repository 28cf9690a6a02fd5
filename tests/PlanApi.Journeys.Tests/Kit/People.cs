using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PlanApi.BuildingBlocks.Modules;

namespace PlanApi.Journeys.Tests.Kit;

/// <summary>What every person does the same way: sign in, read a mail.</summary>
internal static class People
{
    private static int _count;

    /// <summary>An address nobody else uses.</summary>
    public static string NewAddress(string name) => $"{name}-{Interlocked.Increment(ref _count)}@journeys.example";

    /// <summary>Answers the sign-in page that is shown.</summary>
    public static async Task SignIn(this IPage page, string address, string password = DemoPlan.Password)
    {
        await page.GetByLabel(new Regex("^E-mail address", RegexOptions.None, TimeSpan.FromSeconds(1))).FillAsync(address);
        await page.Field("Password").FillAsync(password);
        await page.Button("Sign in").ClickAsync();
    }

    /// <summary>Opens the development mailbox and waits, reloading as its page says, for the newest mail to this address with these words in it.</summary>
    public static async Task<ILocator> ReadMail(this IPage page, string address, string words)
    {
        var mail = page.GetByRole(AriaRole.Article).Filter(new() { HasText = address }).Filter(new() { HasText = words }).First;
        await page.GotoAsync("/dev/mailbox");
        for (var tries = 0; await mail.CountAsync() == 0; tries++)
        {
            tries.ShouldBeLessThan(150, $"no mail '{words}' to {address}");
            await Task.Delay(100);
            await page.ReloadAsync();
        }

        return mail;
    }
}
