using PlanApi.TestKit;

namespace PlanApi.Conformance.Tests.Guides;

public sealed class SharedTests
{
    [Fact]
    public void The_guides_and_their_data_are_where_they_must_be()
    {
        string[] data = [.. Guide.All.Select(g => g.Data).OfType<string>().Select(d => "conformance/" + d)];
        foreach (var file in (string[])["igs/igs.tar.xz", "requirements/requirements.tgz", ConformanceHost.Formulary, .. data])
            SharedData.Need(file);
        foreach (var guide in Guide.All)
            Package.Examples(guide).ShouldNotBeEmpty(guide.Name);
    }
}
