namespace PlanApi.Journeys.Tests.Walks;

/// <summary>The own account, which every portal has.</summary>
internal static class AccountPages
{
    public static async Task Account(this Walk walk, string portal)
    {
        await walk.Open($"{portal}/account", $"{portal}/account/email/sent", $"{portal}/account/email/no-such-link", $"{portal}/account/passkeys/new/none");
        await walk.Submit($"{portal}/account/email", "Send the link");
        await walk.Submit($"{portal}/account/password", "Change the password");
        await walk.Submit($"{portal}/account/passkeys", "Continue");
        await walk.Submit($"{portal}/account/second-factor", "Turn it on");
        await walk.Submit($"{portal}/account/delete", "Delete my account");
    }
}
