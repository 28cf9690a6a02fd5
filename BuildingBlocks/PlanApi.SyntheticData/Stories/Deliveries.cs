using PlanApi.SyntheticData.Claims;

namespace PlanApi.SyntheticData.Stories;

/// <summary>How a birth is coded.</summary>
internal static class Deliveries
{
    public static readonly StayCoding Vaginal = new("10E0XZZ", "Delivery of Products of Conception, External Approach", "807");
}
