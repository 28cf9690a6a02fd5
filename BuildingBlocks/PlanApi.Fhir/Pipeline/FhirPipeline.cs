using Microsoft.Extensions.Logging;

namespace PlanApi.Fhir.Pipeline;

/// <summary>The steps of a branch in their order, the handlers behind them. Composed once.</summary>
internal sealed partial class FhirPipeline
{
    private readonly FhirNext _run;

    /// <exception cref="InvalidOperationException">Two steps claim one place.</exception>
    public FhirPipeline(string branch, IEnumerable<IFhirStep> steps, FhirNext handler, ILogger logger)
    {
        Steps = [.. steps.OrderBy(s => s.Order)];
        var twice = Steps.GroupBy(s => s.Order).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new InvalidOperationException($"Steps of the branch '{branch}' share the place {twice.Key}: {string.Join(", ", twice.Select(s => s.GetType().Name))}.");
        _run = Steps.Reverse().Aggregate(handler, static (next, step) => (context, ct) => step.Invoke(context, next, ct));
        LogOrder(logger, branch, string.Join(" → ", Steps.Select(s => $"{s.Order} {s.GetType().Name}")));
    }

    public IReadOnlyList<IFhirStep> Steps { get; }

    public ValueTask Run(FhirContext context, CancellationToken ct) => _run(context, ct);

    [LoggerMessage(1, LogLevel.Information, "FHIR branch {Branch}: {Steps}")]
    private static partial void LogOrder(ILogger logger, string branch, string steps);
}
