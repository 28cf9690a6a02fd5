namespace PlanApi.Fhir.Pipeline.Steps;

/// <summary>Lets through only what the branch declares.</summary>
internal sealed class SupportedInteraction : IFhirStep
{
    public int Order => StepOrder.SupportedInteraction;

    public ValueTask Invoke(FhirContext context, FhirNext rest, CancellationToken ct)
    {
        if (Refusal(context) is not { } refusal)
            return rest(context, ct);
        context.Fail(refusal);
        return ValueTask.CompletedTask;
    }

    private static FhirFailure? Refusal(FhirContext context)
    {
        var request = context.Request;
        if (request.Malformed is { } malformed)
            return malformed;
        if (request.Interaction is not { } interaction)
            return new(404, IssueCode.NotFound, "There is nothing at this address. The capability statement at /metadata lists what is.");
        if (request.Type is not { } type)
            return null;
        if (!context.Branch.Types.TryGetValue(type, out var declared))
            return new(404, IssueCode.NotSupported, $"'{type}' is not a resource type that is served here.");
        if (declared.Declaration.Interactions.Contains(interaction))
            return null;
        return interaction is Interaction.Everything or Interaction.DocRef
            ? new(404, IssueCode.NotSupported, $"{type} has no such operation here.")
            : new(405, IssueCode.NotSupported, $"This interaction is not supported for {type}.") { Allow = "OPTIONS" };
    }
}
