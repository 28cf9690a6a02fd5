using PlanApi.Conformance.Tests.Guides;
using PlanApi.TestKit;

namespace PlanApi.Conformance.Tests;

/// <summary>The cases of theories: guides, and the profiles of the conformance data of types that are served.</summary>
internal static class Groups
{
    public static TheoryData<string> Guides => [.. Guide.All.Select(g => g.Name)];

    /// <summary>Every profile; where the data are not on this machine, one case to be skipped or, where it must run, to fail.</summary>
    public static TheoryData<string, string> Profiles
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var guide in Guide.All.Where(g => g.Data is not null))
            {
                if (SharedData.Find($"conformance/{guide.Data}") is null)
                    data.Add(guide.Name, "");
                else
                    data.AddRange([.. ProfileGroup.Of(guide).Where(IsServed).Select(g => (guide.Name, g.Name))]);
            }

            return data;
        }
    }

    private static bool IsServed(ProfileGroup group) => group.Guide.IsPublic || !Exceptions.Types.Contains(group.Type);

    public static ProfileGroup Find(string guide, string group) => ProfileGroup.Of(Guide.Named(guide)).Single(g => g.Name == group);
}
