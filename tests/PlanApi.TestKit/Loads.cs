using PlanApi.Fhir;
using Shouldly;

namespace PlanApi.TestKit;

/// <summary>Resources as a plan loads them.</summary>
public static class Loads
{
    /// <summary>Loads resources that are new and refer to no others than themselves, each a line of NDJSON.</summary>
    public static async Task LoadNew(this FhirBranch branch, IEnumerable<string> lines)
    {
        var folder = Directory.CreateTempSubdirectory("planapi-load-").FullName;
        try
        {
            var file = Path.Combine(folder, "new.ndjson");
            await File.WriteAllLinesAsync(file, lines);
            var loaded = await branch.Load(new(file, file + ".rejects"), null, default);
            (loaded.Created, loaded.Unresolved).ShouldBe((loaded.Total, 0));
        }
        finally
        {
            await Temporary.Delete(folder);
        }
    }
}
