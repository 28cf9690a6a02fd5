using System.Net;
using MongoDB.Driver;
using PlanApi.EmbeddedMongo;
using PlanApi.TestKit;

namespace PlanApi.BuildingBlocks.Tests.Store;

/// <summary>A store that goes away under a running host: everybody is told that it passes, and once it is back work goes on where it was.</summary>
public sealed class StoreOutageTests
{
    [Fact]
    public async Task Who_asks_meanwhile_is_told_to_come_again_and_then_the_same_session_and_form_go_on()
    {
        var directory = Directory.CreateTempSubdirectory("planapi-outage-").FullName;
        await using (var store = await EmbeddedMongoServer.Start(directory, TimeProvider.System))
        {
            var url = new MongoUrlBuilder(store.ConnectionString) { DatabaseName = "outage", ServerSelectionTimeout = TimeSpan.FromSeconds(1) };
            using var relay = new Relay(new(IPAddress.Loopback, url.Server.Port));
            url.Server = new("127.0.0.1", relay.Port);
            relay.Restore();
            await using var host = new Host(url.ToString());
            var vendor = (await host.EnrolledVendor()).Browser;
            vendor.Client.DefaultRequestHeaders.Accept.ParseAdd("text/html, */*; q=0.8");
            var form = await vendor.Open("/sandbox/team/invite");

            relay.Cut();
            var away = await vendor.Get("/sandbox/team");
            var page = await away.Document();
            var fhir = await vendor.Get("/directory/fhir/Practitioner?name=smi");
            var ready = await vendor.Get("/health/ready");
            relay.Restore();
            await Eventually.Holds(async () => (await vendor.Get("/health/ready")).StatusCode == HttpStatusCode.OK, "the store to be found again");
            var sent = await vendor.Press(form, "main form", ("email", "colleague@vendor.example"), ("password", Person.Password));

            (away.StatusCode, away.Headers.RetryAfter?.Delta).ShouldBe((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)));
            page.QuerySelector("h1")!.TextContent.ShouldBe("Not available at the moment");
            page.Body!.TextContent.ShouldContain("tell us this reference");
            (fhir.StatusCode, fhir.Content.Headers.ContentType?.MediaType).ShouldBe((HttpStatusCode.ServiceUnavailable, "application/fhir+json"));
            ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            sent.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
            (await vendor.Open("/sandbox/team")).Body!.TextContent.ShouldContain("colleague@vendor.example");
        }

        Directory.Delete(directory, recursive: true);
    }

    private sealed class Host(string mongo) : PlanApiHost
    {
        protected override bool ChecksQueries => false;

        protected override string? Mongo => mongo;
    }
}
