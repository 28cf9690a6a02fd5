using PlanApi.Conformance.Tests.Guides;
using PlanApi.TestKit;

namespace PlanApi.Conformance.Tests;

/// <summary>The cases of theories: guides, and the profiles of the conformance data of types that are served.</summary>
internal static class Groups
{
    public static TheoryData<string> Guides => [.. Guide.All.Select(g => g.Name)];

    /// <summary>Every profile; none where the data are not on this machine.</summary>
    public static TheoryData<string, string> Profiles
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var guide in Guide.All.Where(g => g.Data is not null && SharedData.Find($"conformance/{g.Data}") is not null))
            {
                foreach (var group in ProfileGroup.Of(guide))
                    data.Add(guide.Name, group.Name);
            }

            return data;
        }
    }

    public static ProfileGroup Find(string guide, string group) => ProfileGroup.Of(Guide.Named(guide)).Single(g => g.Name == group);
}
