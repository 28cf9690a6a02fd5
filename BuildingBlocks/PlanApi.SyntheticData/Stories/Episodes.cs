using PlanApi.SyntheticData.Claims;
using PlanApi.SyntheticData.Resources;

namespace PlanApi.SyntheticData.Stories;

/// <summary>What happens in many lives.</summary>
internal static class Episodes
{
    /// <summary>The first fill and each refill, when the last one is used up.</summary>
    public static void Fills(this Course course, Prescription prescription, DateOnly start)
    {
        for (var fill = 0; fill <= prescription.Refills; fill++)
        {
            var (n, day) = (fill, start.AddDays(fill * prescription.Drug.DaysSupply));
            course.On(day, () =>
            {
                course.Chart.AddDispense(prescription, day, first: n == 0);
                course.Chart.AddPharmacyClaim(prescription, day, n);
            });
        }
    }
}
