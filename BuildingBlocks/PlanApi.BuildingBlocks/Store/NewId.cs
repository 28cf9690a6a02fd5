namespace PlanApi.BuildingBlocks.Store;

/// <summary>Ids for documents: 32 hexadecimal digits that sort by the time they were made. Never used as secrets.</summary>
public static class NewId
{
    public static string At(DateTimeOffset now) => Guid.CreateVersion7(now).ToString("n");

    public static string From(TimeProvider clock) => At(clock.GetUtcNow());
}
