using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PlanApi.AppRegistry.Contracts;
using PlanApi.ProductionReview.Contracts;
using PlanApi.TestKit;

namespace PlanApi.ProductionReview.Tests.Statuses;

/// <summary>What was written before a host died is told by the next one.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task Events_of_a_host_that_died_before_telling_them_reach_everyone_after_a_restart()
    {
        var directory = Directory.CreateTempSubdirectory("planapi-restart-").FullName;
        try
        {
            Person vendor, reviewer;
            string id;
            await using (var first = new MuteHost(directory))
            {
                await first.InitializeAsync();
                (vendor, reviewer) = (await first.Vendor(), await first.Reviewer());
                id = await vendor.Register();
                await vendor.SendRequest(id);
                await vendor.Edit(id, ("description", "Saved before the kill"));
                (await reviewer.OpenRequest("Pill Box")).DocumentElement.TextContent.ShouldNotContain("Saved before the kill");
                (await first.Mailbox.To(vendor.Email)).ShouldBeEmpty();
            }

            await using var second = new KeptHost(directory);
            await second.InitializeAsync();

            (await second.Mailbox.Expect(vendor.Email, "has arrived")).LinkPath.ShouldBe(ProductionReviewPaths.Request(id));
            await second.Mailbox.Expect(reviewer.Email, "New production request");
            var again = second.Browser();
            await again.Submit("/review/sign-in", ("email", reviewer.Email), ("password", Person.Password));
            await Eventually.Holds(
                async () => (await (reviewer with { Browser = again }).OpenRequest("Pill Box")).DocumentElement.TextContent.Contains("Saved before the kill", StringComparison.Ordinal),
                "the request to follow the save");
            (await second.Services.GetRequiredService<ISandboxApps>().Find(id, default)).ShouldNotBeNull().Revision.ShouldBe(2);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private class KeptHost(string directory) : PlanApiHost(directory);

    /// <summary>A host that dies, as it were, between writing and telling: its relay never runs.</summary>
    private sealed class MuteHost(string directory) : KeptHost(directory)
    {
        protected override void ConfigureServices(IServiceCollection services)
        {
            foreach (var relay in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name == "OutboxRelay").ToList())
            {
                services.Remove(relay);
            }
        }
    }
}
