using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Bson;
using MongoDB.Driver;
using PlanApi.AppRegistry.Contracts;
using Shouldly;
using SkiaSharp;

namespace PlanApi.TestKit;

/// <summary>Logos as vendors have them, and how an app comes to one.</summary>
public static class Logos
{
    /// <summary>A picture of one colour.</summary>
    public static byte[] Picture(int width, int height, SKColor colour, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height));
        surface.Canvas.Clear(colour);
        using var image = surface.Snapshot();
        using var data = image.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>Declares a logo at a test's own server. No form takes such an address: it is neither https nor public.</summary>
    public static Task DeclareLogo(this PlanApiHost host, string appId, string url) => host.Services.GetRequiredService<IMongoDatabase>()
        .GetCollection<BsonDocument>("appRegistry.apps")
        .UpdateOneAsync(new BsonDocument("_id", appId), new BsonDocument("$set", new BsonDocument("details.logoUrl", url)));

    /// <summary>Presses "Fetch logo" and waits for what came of it.</summary>
    /// <returns>The app's page then.</returns>
    public static async Task<IHtmlDocument> FetchLogo(this Person vendor, string appId)
    {
        // The app was saved just before, and that may have it fetched already.
        IHtmlDocument page = null!;
        await Eventually.Holds(async () => (page = await vendor.Browser.Open(AppRegistryPaths.App(appId))).QuerySelector("#logo-form") is not null, "the button", seconds: 30);
        (await vendor.Browser.Press(page, "#logo-form")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await Eventually.Holds(
            async () => (page = await vendor.Browser.Open(AppRegistryPaths.App(appId))).QuerySelector("#logo-form button")?.TextContent == "Fetch logo again",
            "the logo",
            seconds: 60);
        return page;
    }
}
