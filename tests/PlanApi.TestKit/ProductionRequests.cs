using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.AppRegistry.Contracts;
using PlanApi.ProductionReview.Contracts;
using Shouldly;

namespace PlanApi.TestKit;

/// <summary>The way to production, by the pages that vendors and reviewers use.</summary>
public static class ProductionRequests
{
    /// <summary>Sends the app's request as its vendor.</summary>
    public static async Task SendRequest(this Person vendor, string appId)
    {
        var response = await vendor.Browser.Press(await vendor.Browser.Open(ProductionReviewPaths.Request(appId)), "#send-form");
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther, (await response.Document()).QuerySelector(".error-summary")?.TextContent);
    }

    /// <summary>Opens the page of the pending request that has this name.</summary>
    public static async Task<IHtmlDocument> OpenRequest(this Person reviewer, string appName)
    {
        var queue = await reviewer.Browser.Open(ProductionReviewPaths.Queue);
        var link = queue.QuerySelectorAll("[aria-label^='Waiting'] a").SingleOrDefault(a => a.TextContent == appName)
            ?? throw new ShouldAssertException($"No request of '{appName}' waits");
        return await reviewer.Browser.Open(link.GetAttribute("href")!);
    }

    public static async Task Approve(this Person reviewer, string appName) =>
        (await reviewer.Browser.Press(await reviewer.OpenRequest(appName), "#approve-form")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

    public static async Task Reject(this Person reviewer, string appName, string reason) =>
        (await reviewer.Browser.Press(await reviewer.OpenRequest(appName), "#reject-form", ("criterion", "facts-missing"), ("reason", reason)))
            .StatusCode.ShouldBe(HttpStatusCode.SeeOther);

    /// <summary>An app of a new vendor that members can use. Its name must be the only one on the host.</summary>
    public static async Task<(Person Vendor, SandboxApp App)> ApprovedApp(this PlanApiHost host, params (string Field, string Value)[] form)
    {
        var (vendor, reviewer) = (await host.Vendor(), await host.Reviewer());
        var id = await vendor.Register(form);
        var app = (await host.Services.GetRequiredService<ISandboxApps>().Find(id, default)).ShouldNotBeNull();
        await vendor.SendRequest(id);
        await reviewer.Approve(app.Details.Name);
        return (vendor, app);
    }
}
