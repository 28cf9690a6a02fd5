using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.TestKit;

namespace PlanApi.BuildingBlocks.Tests;

public sealed class BackupCommandTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    [Fact]
    public async Task A_backup_is_taken_while_the_host_runs_and_never_over_another_file()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("PLANAPI_TEST_MONGO") is { Length: > 0 }, "A MongoDB is backed up with its own tools.");
        var directory = Directory.CreateTempSubdirectory("planapi-backup-").FullName;
        var file = Path.Combine(directory, "monday.db");
        await host.Vendor();
        await using var scope = host.Services.CreateAsyncScope();
        var backup = scope.ServiceProvider.GetServices<ICommand>().Single(c => c.Name == "backup");

        var output = new StringWriter();
        (await backup.Run([file], output, CancellationToken.None)).ShouldBe(0);
        output.ToString().ShouldMatch(@"monday\.db: \d+ bytes, \d+ documents and \d+ index keys, all checked");
        (await backup.Run([file], output, CancellationToken.None)).ShouldBe(1);
        output.ToString().ShouldContain("is there already");
        (await backup.Run([], output, CancellationToken.None)).ShouldBe(2);

        Directory.GetFiles(directory).ShouldBe([file]);
        Directory.Delete(directory, recursive: true);
    }
}
