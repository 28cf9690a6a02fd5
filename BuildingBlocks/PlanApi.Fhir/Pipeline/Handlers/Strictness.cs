namespace PlanApi.Fhir.Pipeline.Handlers;

/// <summary>Under <c>Prefer: handling=strict</c>, what nobody understood is an error (search.html#errors); otherwise it is left out of the self link.</summary>
internal static class Strictness
{
    public static FhirFailure? Refusal(FhirRequest request) =>
        request.Strict && request.Arguments.FirstOrDefault(a => !a.Handled && a.Value.Length > 0) is { } unknown
            ? new(400, IssueCode.NotSupported, $"'{unknown.Name}' is no parameter of this request here.", unknown.Name)
            : null;
}
