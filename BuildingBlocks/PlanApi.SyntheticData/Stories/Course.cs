using PlanApi.SyntheticData.Codes;
using PlanApi.SyntheticData.Facts;
using PlanApi.SyntheticData.Resources;

namespace PlanApi.SyntheticData.Stories;

/// <summary>
/// What will happen to one person, by day. The deductible is used up in the order of dates and numbers follow them: so events run by date, and
/// may add later ones. What lies after the day of the story, or after death, does not happen.
/// </summary>
internal sealed class Course(Chart chart)
{
    private readonly List<Visit> _visits = [];
    private readonly PriorityQueue<(Action Happens, string? Label), (DateOnly Day, int Order)> _events = new();
    private int _order;

    public Chart Chart => chart;

    /// <summary>What comes of it later keeps the label that the chart has now.</summary>
    public void On(DateOnly day, Action happens) => _events.Enqueue((happens, chart.Label), (day, _order++));

    /// <summary>Every so many days from the first, as long as the story goes.</summary>
    public void Every(int days, DateOnly first, Action<DateOnly> happens)
    {
        if (first <= chart.AsOf)
        {
            On(first, () =>
            {
                happens(first);
                Every(days, first.AddDays(days), happens);
            });
        }
    }

    public Visit Visit(DateOnly day, VisitKind kind, Clinician clinician, Diagnosis reason, int nights = 0)
    {
        var visit = chart.AddVisit(day, kind, clinician, reason, nights);
        _visits.Add(visit);
        return visit;
    }

    /// <summary>Lets it all happen, and says who wrote it down.</summary>
    public void Run()
    {
        while (_events.TryDequeue(out var next, out var when))
        {
            if (when.Day <= chart.AsOf)
            {
                chart.Label = next.Label;
                next.Happens();
            }
        }

        chart.Label = null;
        chart.AddProvenance(_visits);
    }
}
