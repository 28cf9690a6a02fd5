namespace PlanApi.BuildingBlocks.Web;

/// <summary>Ages as people say them.</summary>
public static class Age
{
    /// <summary>How long something waits, in the unit that tells most.</summary>
    public static string InWords(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "less than a minute",
        { TotalHours: < 1 } => Count(age.TotalMinutes, "minute"),
        { TotalDays: < 1 } => Count(age.TotalHours, "hour"),
        _ => Count(age.TotalDays, "day"),
    };

    private static string Count(double number, string unit) => (int)number == 1 ? $"1 {unit}" : $"{(int)number} {unit}s";
}
