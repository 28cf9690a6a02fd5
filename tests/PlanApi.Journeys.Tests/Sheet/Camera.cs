using Microsoft.Playwright;
using PlanApi.Journeys.Tests.Kit;

namespace PlanApi.Journeys.Tests.Sheet;

/// <summary>Takes a page's pictures and measures it.</summary>
internal sealed class Camera(Weights weights, Stopwatches stopwatches, string folder) : IDisposable
{
    private const int Phone = 320;

    public static async Task<Camera> On(IPage page, string folder)
    {
        Directory.CreateDirectory(folder);
        return new(await Weights.Of(page), new Stopwatches(), folder);
    }

    public async Task<Shot> Take(IPage page, string who, int number)
    {
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var last = weights.Last;
        var address = new Uri(page.Url);
        var times = last.IsAnswer ? [] : await stopwatches.Ask(address, await page.Context.CookiesAsync([page.Url]), last.Status);
        var shot = new Shot(number, who, address.PathAndQuery, (await page.TitleAsync()).Split(" · ")[0], last.Status, last.IsAnswer, last.PageBytes, last.AllBytes, times, await page.Barriers());
        await Picture(page, shot);
        return shot;
    }

    public void Dispose() => stopwatches.Dispose();

    private async Task Picture(IPage page, Shot shot)
    {
        var size = page.ViewportSize!;
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await Save(page, shot.Wide);
        await page.SetViewportSizeAsync(Phone, size.Height);
        await Save(page, shot.Narrow);
        await page.SetViewportSizeAsync(size.Width, size.Height);
    }

    private Task Save(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(folder, name), FullPage = true, Type = ScreenshotType.Jpeg, Quality = 60, Animations = ScreenshotAnimations.Disabled });
}
