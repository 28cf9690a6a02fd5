using System.Text.Json;
using Microsoft.Playwright;

namespace PlanApi.Journeys.Tests.Sheet;

/// <param name="IsAnswer">Whether it came as the answer to a post, without a redirect.</param>
internal sealed record Weight(int Status, bool IsAnswer, long PageBytes, long AllBytes);

/// <summary>Counts what goes over the wire for the page that is shown, as the browser's own tools do, with the browser's cache off.</summary>
internal sealed class Weights
{
    private readonly Lock _lock = new();
    private string _document = "";
    private Weight _last = new(0, false, 0, 0);

    public Weight Last
    {
        get
        {
            lock (_lock)
            {
                return _last;
            }
        }
    }

    public static async Task<Weights> Of(IPage page)
    {
        var weights = new Weights();
        var tools = await page.Context.NewCDPSessionAsync(page);
        weights.Hear(tools, "Network.requestWillBeSent", weights.Sent);
        weights.Hear(tools, "Network.responseReceived", weights.Received);
        weights.Hear(tools, "Network.loadingFinished", weights.Finished);
        await tools.SendAsync("Network.enable");
        await tools.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = true });
        return weights;
    }

    private void Hear(ICDPSession tools, string name, Action<JsonElement> heard) => tools.Event(name).OnEvent += (_, what) =>
    {
        lock (_lock)
        {
            heard(what!.Value);
        }
    };

    private void Sent(JsonElement request)
    {
        if (request.GetProperty("type").GetString() == "Document")
        {
            _document = request.GetProperty("requestId").GetString()!;
            _last = new(0, request.GetProperty("request").GetProperty("method").GetString() == "POST", 0, 0);
        }
    }

    private void Received(JsonElement response)
    {
        if (response.GetProperty("requestId").GetString() == _document)
        {
            _last = _last with { Status = response.GetProperty("response").GetProperty("status").GetInt32() };
        }
    }

    private void Finished(JsonElement request)
    {
        var bytes = (long)request.GetProperty("encodedDataLength").GetDouble();
        var isPage = request.GetProperty("requestId").GetString() == _document;
        _last = _last with { AllBytes = _last.AllBytes + bytes, PageBytes = _last.PageBytes + (isPage ? bytes : 0) };
    }
}
