using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Playwright;
using PlanApi.Journeys.Tests.Kit;
using PlanApi.TestKit;

namespace PlanApi.Journeys.Tests;

/// <summary>A newcomer follows the documentation's quick start to the letter, and its programs do what it says.</summary>
public sealed class QuickStartJourney(JourneyHost host) : Journey(host)
{
    private const string Redirect = "http://127.0.0.1:8765/callback";

    [Theory]
    [InlineData("bash quick-start.sh")]
    [InlineData("node quick-start.mjs")]
    [InlineData("dotnet run quick-start.cs")]
    public async Task Each_sample_program_reads_the_record_of_a_synthetic_patient(string command)
    {
        var developer = await NewPerson();
        await developer.GotoAsync("/docs");
        await developer.Locator("main").GetByRole(AriaRole.Link, new() { Name = "Enroll" }).ClickAsync();
        await developer.FillInEnrollment("Quick Start Health");
        var clientId = await developer.Register("Quick Start", Redirect, type: "Native");
        await developer.InitializePatient();

        var folder = Directory.CreateTempSubdirectory("planapi-quick-start-");
        try
        {
            await Fetch(developer, command.Split(' ')[^1], folder.FullName);
            await Run(developer, command, folder.FullName, clientId);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task Run(IPage developer, string command, string folder, string clientId)
    {
        using var run = Start(command, folder, clientId);
        Assert.SkipWhen(run is null, $"The program that runs it is not on this machine: {command}");

        await Allows(developer, run);
        var told = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();
        (run.ExitCode, await run.StandardError.ReadToEndAsync()).ShouldBe((0, ""), $"{command} said: {told}");
        told.ShouldMatch(@"Patient \w+: \w+\s+Claims: 5 on the first page\s+Refreshed: Patient can be read again\s+Revoked\s*$", command);
    }

    /// <summary>From the address that the page shows in its <c>curl</c> command.</summary>
    private static async Task Fetch(IPage page, string file, string folder)
    {
        await page.GotoAsync("/docs");
        var command = await page.Locator($"[aria-label='To run {file}']").InnerTextAsync();
        var address = command.Split(' ', '\n').Single(w => w.EndsWith($"/{file}", StringComparison.Ordinal));
        var response = await page.APIRequest.GetAsync(address);
        await File.WriteAllTextAsync(Path.Combine(folder, file), await response.TextAsync());
    }

    private Process? Start(string command, string folder, string clientId)
    {
        var words = command.Split(' ');
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["FHIR_BASE"] = $"{Host.Address}/sandbox/fhir", ["CLIENT_ID"] = clientId },
        };
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Opens the address that the program prints, allows, and gives it the address where the browser ends.</summary>
    private static async Task Allows(IPage page, Process run)
    {
        var printed = new List<string?>();
        do
        {
            printed.Add(await run.StandardOutput.ReadLineAsync());
        }
        while (printed[^1] is { } line && !line.StartsWith("http", StringComparison.Ordinal));

        printed[^1].ShouldNotBeNull($"The program ended after: {string.Join('\n', printed)} {(run.HasExited ? await run.StandardError.ReadToEndAsync() : "")}");
        // A tab of its own: nothing answers where it ends, and the browser's error page comes when it comes.
        var tab = await page.Context.NewPageAsync();
        await tab.GotoAsync(printed[^1]!);
        var end = await tab.RunAndWaitForRequestAsync(() => tab.Button("Allow").ClickAsync(), r => r.Url.StartsWith(Redirect, StringComparison.Ordinal));
        await tab.CloseAsync();
        await run.StandardInput.WriteLineAsync(end.Url);
        await run.StandardInput.FlushAsync();
        run.StandardInput.Close();
    }
}
