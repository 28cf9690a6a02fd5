namespace PlanApi.BuildingBlocks.Web.Components;

/// <summary>A page that only tells something and says where to go next.</summary>
public sealed record MessageView(string Title, IReadOnlyList<string> Paragraphs, AreaLink? Next = null)
{
    public Area Area { get; init; } = Area.Public;
}
