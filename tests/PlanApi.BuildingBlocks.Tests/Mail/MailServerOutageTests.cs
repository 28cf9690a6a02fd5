using System.Net;
using Hangfire;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.TestKit;

namespace PlanApi.BuildingBlocks.Tests.Mail;

/// <summary>No mail is lost and none is told twice over a mail server that is down, or that cannot take a message just now.</summary>
public sealed class MailServerOutageTests
{
    private const string Vendor = "patient@vendor.example";

    [Fact]
    public async Task A_mail_waits_for_a_server_that_is_down_and_arrives_when_it_is_back()
    {
        await using var host = new Host();
        await host.Enroll();
        for (var attempt = 0; attempt < 12; attempt++)
        {
            await host.TryAgain();
        }

        (await host.NextTry() - host.Clock.GetUtcNow()).ShouldBeInRange(TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(61));
        await using var server = MailServer.Start(host.Port);
        await host.TryAgain();

        await Eventually.Holds(() => Task.FromResult(server.Taken == 1), "the mail");
        var mail = server.Handed.ShouldHaveSingleItem();
        (mail.To.ToString(), mail.From.ToString()).ShouldBe((Vendor, "plan@plan.example"));
        mail.HtmlBody.ShouldNotBeNull().ShouldContain("<a href");
        var link = new Uri(mail.TextBody.ShouldNotBeNull().Split('\n', StringSplitOptions.TrimEntries).First(l => l.StartsWith("http", StringComparison.Ordinal)));
        (await host.Browser().Get(link.PathAndQuery)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_message_that_the_server_could_not_take_comes_again_as_the_same_message()
    {
        await using var host = new Host();
        await using var server = MailServer.Start(host.Port, refusals: 2);
        await host.Enroll();
        await host.TryAgain();
        await host.TryAgain();

        await Eventually.Holds(() => Task.FromResult(server.Taken == 1), "the mail");
        server.Handed.Count.ShouldBe(3);
        server.Handed.Select(m => m.MessageId).Distinct().ShouldHaveSingleItem().ShouldEndWith("@plan.example");
    }

    /// <summary>A host with a mail server's address in its settings.</summary>
    private sealed class Host : PlanApiHost
    {
        public int Port { get; } = Ports.Free();

        private JobStorage Jobs => Services.GetRequiredService<JobStorage>();

        public async Task Enroll() => (await Browser().Enroll(Vendor)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        /// <summary>Waits until the mail has failed and is due later, and lets it try now.</summary>
        public async Task TryAgain()
        {
            await NextTry();
            var (id, _) = Jobs.GetMonitoringApi().ScheduledJobs(0, 10).ShouldHaveSingleItem();
            Services.GetRequiredService<IBackgroundJobClient>().Requeue(id).ShouldBeTrue();
        }

        public async Task<DateTimeOffset> NextTry()
        {
            await Eventually.Holds(() => Task.FromResult(Jobs.GetMonitoringApi().ScheduledCount() == 1), "the failed mail to be due again");
            return new(DateTime.SpecifyKind(Jobs.GetMonitoringApi().ScheduledJobs(0, 1)[0].Value.EnqueueAt, DateTimeKind.Utc));
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Smtp:Host", "127.0.0.1");
            builder.UseSetting("Smtp:Port", $"{Port}");
            builder.UseSetting("Smtp:From", "plan@plan.example");
        }
    }
}
