using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;

namespace PlanApi.SyntheticData.Stories;

/// <summary>One person's part of the household's <see cref="Timeline"/>. What lies after the day of the story, or after death, does not happen.</summary>
internal sealed class Course(Chart chart)
{
    public Chart Chart => chart;

    /// <summary>What comes of it later keeps the label that the chart has now.</summary>
    public void On(DateOnly day, Action happens)
    {
        if (day > chart.AsOf)
        {
            return;
        }

        var label = chart.Label;
        chart.Timeline.On(day, () =>
        {
            chart.Label = label;
            happens();
            chart.Label = null;
        });
    }

    /// <summary>Every so many days from the first, as long as the story goes.</summary>
    public void Every(int days, DateOnly first, Action<DateOnly> happens) => On(first, () =>
    {
        happens(first);
        Every(days, first.AddDays(days), happens);
    });

    public Visit Visit(DateOnly day, VisitKind kind, Clinician clinician, Diagnosis reason, int nights = 0) => chart.AddVisit(day, kind, clinician, reason, nights);
}
