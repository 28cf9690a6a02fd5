using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.Identity.Contracts;
using PlanApi.BuildingBlocks.Modules;

namespace PlanApi.Benchmarks.Fhir;

/// <summary>The rows about tokens: refreshes per second, and the part of a read's time that checking its token takes.</summary>
internal sealed class TokenRows(BenchHost host, TimeSpan time)
{
    private const int Clients = 8;

    public async Task Run()
    {
        await ShowRefreshes();
        await ShowShare();
    }

    private async Task ShowRefreshes()
    {
        using var http = new HttpClient { BaseAddress = new Uri(host.Address) };
        var clients = new string[Clients];
        for (var i = 0; i < Clients; i++)
        {
            clients[i] = await Token.Lasting(host, $"refresher-{i}", MemberData.Usual);
        }

        await Refresh(http, clients);
        Console.WriteLine($"{"tokens refreshed, each rotated, 8 apps",-52} {await Refresh(http, clients),8:0} /s");
    }

    private async Task<double> Refresh(HttpClient http, string[] tokens)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, Clients).Select(async i =>
        {
            var done = 0;
            for (; clock.Elapsed < time; done++)
            {
                using var reply = await http.PostAsync(Token.Endpoint, new FormUrlEncodedContent([new("grant_type", "refresh_token"), new("refresh_token", tokens[i]), new("client_id", DemoPlan.HealthViewerClientId)]));
                reply.EnsureSuccessStatusCode();
                tokens[i] = (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("refresh_token").GetString()!;
            }

            return done;
        }));
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }

    // One after the other, so that neither waits for a processor.
    private async Task ShowShare()
    {
        var token = await Token.Of(host, "checked", MemberData.Usual);
        var tokens = host.Services.GetRequiredService<IAccessTokens>();
        using var app = new HttpClient { BaseAddress = new Uri(host.Address) };
        app.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Token.Of(host, "reader", MemberData.Usual));
        var check = await Each(async () => await tokens.Validate(token.AsMemory(), sandbox: false, default));
        var read = await Each(async () => (await app.GetAsync(Searches.Member[Searches.Read][0])).EnsureSuccessStatusCode().Dispose());
        Console.WriteLine($"{"a token's check, of a read",-52} {check:0.0} of {read:0} microseconds: {check / read:P1}");
    }

    private async Task<double> Each(Func<Task> operation)
    {
        var done = 0;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < time;)
        {
            await operation();
        }

        var measured = Stopwatch.StartNew();
        for (; measured.Elapsed < time; done++)
        {
            await operation();
        }

        return measured.Elapsed.TotalMicroseconds / done;
    }
}
