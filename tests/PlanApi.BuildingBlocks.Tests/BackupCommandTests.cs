using PlanApi.TestKit;
using PlanApi.TestMongo;

namespace PlanApi.BuildingBlocks.Tests;

public sealed class BackupCommandTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    [Fact]
    public async Task A_backup_is_taken_while_the_host_runs_and_never_over_another_file()
    {
        Assert.SkipWhen(ChosenMongo.IsNamed, "A MongoDB is backed up with its own tools.");
        var directory = Directory.CreateTempSubdirectory("planapi-backup-").FullName;
        var file = Path.Combine(directory, "monday.db");
        await host.Vendor();

        var first = await host.Run("backup", file);
        var second = await host.Run("backup", file);

        first.Code.ShouldBe(0);
        first.Output.ShouldMatch(@"monday\.db: \d+ bytes, \d+ documents and \d+ index keys, all checked");
        second.Code.ShouldBe(1);
        second.Output.ShouldContain("is there already");
        (await host.Run("backup")).Code.ShouldBe(2);

        Directory.GetFiles(directory).ShouldBe([file]);
        Directory.Delete(directory, recursive: true);
    }
}
