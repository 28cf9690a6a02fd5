using System.Net;
using PlanApi.TestKit;
using PlanApi.TestMongo;

namespace PlanApi.BuildingBlocks.Tests.Processes;

/// <summary>What people were told is done stays done, and is told on, though the host dies in the same moment.</summary>
public sealed class KilledHostTests : IDisposable
{
    private const int Vendors = 8;
    private readonly string _directory = Directory.CreateTempSubdirectory("planapi-killed-").FullName;

    [Fact]
    public async Task Everyone_whose_form_was_answered_gets_the_mail_though_the_host_is_killed_before_it_is_sent()
    {
        Assert.SkipWhen(ChosenMongo.IsNamed, "The embedded store is what is killed with the host.");
        var addresses = Enumerable.Range(0, Vendors).Select(i => $"vendor{i}@killed.example").ToList();
        // The first host looks for jobs so rarely that it sends nothing.
        using (var first = await Start(("PlanApi__JobPollMilliseconds", "3600000")))
        {
            var forms = await Task.WhenAll(addresses.Select(async address =>
            {
                var browser = first.Browser();
                return (Browser: browser, Address: address, Page: await browser.Open("/enroll"));
            }));
            var answers = await Task.WhenAll(forms.Select(f => f.Browser.Press(f.Page, "main form", Enrolling.Answers(f.Address))));
            (await first.Browser().Open("/dev/mailbox")).DocumentElement.TextContent.ShouldNotContain("@killed.example");
            first.Kill();
            answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.SeeOther);
        }

        using var second = await Start();

        await Eventually.Holds(
            async () =>
            {
                var mailbox = (await second.Browser().Open("/dev/mailbox")).DocumentElement.TextContent;
                return addresses.TrueForAll(a => mailbox.Contains(a, StringComparison.Ordinal));
            },
            "a mail to every vendor, after the dead host's leases have run out",
            seconds: 90);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private Task<HostProcess> Start(params (string, string)[] settings) =>
        HostProcess.Start("Development", _directory, [("PlanApi__Demo", "false"), ("PlanApi__RateLimits__Forms", "1000"), .. settings]).Ready();
}
