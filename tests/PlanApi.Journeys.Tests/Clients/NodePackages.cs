using System.ComponentModel;
using System.Diagnostics;

namespace PlanApi.Journeys.Tests.Clients;

/// <summary>
/// The client libraries of others, fetched by npm into the build's output as <c>package-lock.json</c> says, once for each change of it. Tests that need them
/// are skipped on a machine without Node.js, and, but with <c>CI=true</c>, where the registry cannot be reached.
/// </summary>
internal static class NodePackages
{
    private static readonly Lazy<Task<string?>> Installed = new(Install);

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Clients");

    /// <summary>Where the packages are, ready to be used.</summary>
    public static string Modules => Path.Combine(Folder, "node_modules");

    /// <summary>Goes no further where they cannot be had.</summary>
    public static async Task Need()
    {
        var problem = await Installed.Value;
        Assert.SkipWhen(problem is not null, problem ?? "");
    }

    /// <summary>Starts a program in the folder of the clients. Null where there is no such program.</summary>
    public static Process? Start(string program, params IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static async Task<string?> Install()
    {
        var (wanted, held) = (Path.Combine(Folder, "package-lock.json"), Path.Combine(Modules, ".taken-from-lock.json"));
        using var node = Start("node", "--version");
        if (node is null)
        {
            return "There is no Node.js on this machine: install it, with npm, to run other libraries' clients.";
        }

        await node.WaitForExitAsync();
        if (File.Exists(held) && await File.ReadAllTextAsync(held) == await File.ReadAllTextAsync(wanted))
        {
            return null;
        }

        // npm is a script beside node, and on Windows one that only the shell starts.
        using var npm = OperatingSystem.IsWindows() ? Start("cmd", "/c", "npm ci") : Start("npm", "ci");
        if (npm is null)
        {
            return "There is no npm on this machine: install it to run other libraries' clients.";
        }

        var (told, problem) = (npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
        {
            var why = $"npm could not fetch the client libraries: {await problem}{await told}";
            return Environment.GetEnvironmentVariable("CI") == "true" ? throw new ShouldAssertException(why) : why;
        }

        File.Copy(wanted, held, overwrite: true);
        return null;
    }
}
