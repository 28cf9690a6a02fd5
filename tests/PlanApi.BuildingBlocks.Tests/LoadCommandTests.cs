using Microsoft.Extensions.DependencyInjection;
using PlanApi.TestKit;

namespace PlanApi.BuildingBlocks.Tests;

public sealed class LoadCommandTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    [Fact]
    public async Task Where_rejects_cannot_be_written_nothing_is_loaded_and_the_setting_is_named()
    {
        var data = host.Services.GetRequiredService<PlanApiSettings>().DataDirectory;
        await File.WriteAllTextAsync(Path.Combine(data, "rejects"), "A file in the place of the folder.");
        var loaded = Path.Combine(data, "network.ndjson");
        await File.WriteAllTextAsync(loaded, """{"resourceType":"Practitioner","id":"some","name":[{"family":"Lake"}]}""");

        var (code, output) = await host.Run("load", "directory", loaded);

        code.ShouldBe(2);
        output.ShouldContain("cannot be made: ");
        output.ShouldContain("Set PlanApi__DataDirectory to");
        using var app = host.CreateClient();
        (await app.GetStringAsync(new Uri("/directory/fhir/Practitioner", UriKind.Relative))).ShouldContain("\"total\":0");
    }
}
