namespace PlanApi.SyntheticData.Stories;

/// <summary>
/// What will happen to the people of a household, by day: they share a deductible, which is used up in the order of dates, and numbers follow them. So events run by date, and may
/// add later ones.
/// </summary>
internal sealed class Timeline
{
    private readonly PriorityQueue<Action, (DateOnly Day, int Order)> _events = new();
    private int _order;

    public void On(DateOnly day, Action happens) => _events.Enqueue(happens, (day, _order++));

    public void Run()
    {
        while (_events.TryDequeue(out var happens, out _))
        {
            happens();
        }
    }
}
