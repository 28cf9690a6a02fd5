namespace PlanApi.BuildingBlocks.Tests.Processes;

public sealed class GenerateTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("planapi-generate-").FullName;

    [Fact]
    public async Task A_plan_is_generated_without_settings_and_without_a_store()
    {
        using var command = HostProcess.Run(["generate", "--members", "2", "--out", "plan"], "Production", _directory);

        var (exitCode, errors) = await command.Exit();

        exitCode.ShouldBe(0, errors);
        Directory.GetFileSystemEntries(_directory).Select(Path.GetFileName).ShouldBe(["plan"]);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
