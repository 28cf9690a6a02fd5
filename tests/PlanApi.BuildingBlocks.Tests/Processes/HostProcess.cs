using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using PlanApi.TestKit;

namespace PlanApi.BuildingBlocks.Tests.Processes;

/// <summary>The host in a process of its own, started as an operator starts it, so that it can refuse to start and be killed.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly ConcurrentQueue<string> _said = new();

    private HostProcess(Process process, string address)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not null) _said.Enqueue(line.Data);
        };
        process.BeginOutputReadLine();
        Address = address;
    }

    public string Address { get; }

    /// <summary>The lines of its console so far.</summary>
    public IReadOnlyCollection<string> Said => _said;

    public static HostProcess Start(string environment, string directory, params (string Name, string Value)[] settings) => Run([], environment, directory, settings);

    /// <param name="arguments">An operators' command; none starts the web host.</param>
    public static HostProcess Run(IReadOnlyList<string> arguments, string environment, string directory, params (string Name, string Value)[] settings)
    {
        var address = $"http://127.0.0.1:{Ports.Free()}";
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments])
        {
            WorkingDirectory = directory,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in (IEnumerable<(string, string)>)
            [("ASPNETCORE_ENVIRONMENT", environment), ("ASPNETCORE_URLS", address), ("PlanApi__DataDirectory", Path.Combine(directory, "data")), .. settings])
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!, address);
    }

    public async Task<HostProcess> Ready()
    {
        using var http = new HttpClient { BaseAddress = new(Address) };
        await Eventually.Holds(
            async () =>
            {
                _process.HasExited.ShouldBeFalse(_process.HasExited ? await _errors : "");
                try
                {
                    return (await http.GetAsync("/health/ready")).StatusCode is HttpStatusCode.OK;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "the host to be ready",
            seconds: 180);
        return this;
    }

    /// <summary>Waits for a line of the console that begins like this; all lines up to it.</summary>
    public async Task<IReadOnlyList<string>> Says(string line)
    {
        await Eventually.Holds(() => Task.FromResult(_said.Any(l => l.StartsWith(line, StringComparison.Ordinal))), $"'{line}' on the console");
        var lines = _said.ToList();
        return lines[..(lines.FindIndex(l => l.StartsWith(line, StringComparison.Ordinal)) + 1)];
    }

    public Browser Browser() => new(new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(Address) });

    /// <summary>Waits for a process that ends by itself.</summary>
    public async Task<(int ExitCode, string Errors)> Exit()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(180));
        await _process.WaitForExitAsync(deadline.Token);
        return (_process.ExitCode, await _errors);
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}
