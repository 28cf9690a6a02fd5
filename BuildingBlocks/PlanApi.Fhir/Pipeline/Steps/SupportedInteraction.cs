namespace PlanApi.Fhir.Pipeline.Steps;

/// <summary>Lets through only what the branch declares.</summary>
internal sealed class SupportedInteraction : IFhirStep
{
    public int Order => StepOrder.SupportedInteraction;

    public ValueTask Invoke(FhirContext context, FhirNext rest, CancellationToken ct)
    {
        var request = context.Request;
        if (request.Malformed is { } malformed)
            context.Fail(malformed);
        else if (request.Interaction is not { } interaction)
            context.Fail(404, IssueCode.NotFound, "There is nothing at this address. The capability statement at /metadata lists what is.");
        else if (request.Type is not { } type)
            return rest(context, ct);
        else if (!context.Branch.Types.TryGetValue(type, out var declared))
            context.Fail(404, IssueCode.NotSupported, $"'{type}' is not a resource type that is served here.");
        else if (!declared.Declaration.Interactions.Contains(interaction))
            context.Fail(405, IssueCode.NotSupported, $"This interaction is not supported for {type}.");
        else
            return rest(context, ct);
        return ValueTask.CompletedTask;
    }
}
