namespace PlanApi.Fhir.Pipeline.Steps;

/// <summary>
/// Opens a branch that is declared public, and refuses everywhere else what no authorization step has decided about. The
/// capability statement is for everyone.
/// </summary>
internal sealed class FailClosed : IFhirStep
{
    public int Order => StepOrder.FailClosed;

    public ValueTask Invoke(FhirContext context, FhirNext rest, CancellationToken ct)
    {
        if (context.Branch.Declaration.IsPublic)
            context.Access = Access.Everything;
        else if (context.Access is Access.Nothing or Access.WholeBranch && context.Request.Interaction != Interaction.Capabilities)
        {
            context.Fail(403, IssueCode.Forbidden, "Nothing was granted for this request.");
            return ValueTask.CompletedTask;
        }

        return rest(context, ct);
    }
}
