namespace PlanApi.Fhir.Pipeline.Steps;

/// <summary>JSON is the one format. <c>_format</c> counts before the Accept header (http.html#mime-type).</summary>
internal sealed class Format : IFhirStep
{
    public int Order => StepOrder.Format;

    public ValueTask Invoke(FhirContext context, FhirNext rest, CancellationToken ct)
    {
        string? asked = null;
        foreach (var argument in context.Request.Arguments)
        {
            if (argument.Name is not ("_format" or "_pretty"))
                continue;
            argument.Handled = true;
            if (argument.Name == "_format" && argument.Value.Length > 0)
                asked = argument.Value.Replace(' ', '+');
        }

        var json = asked is null ? context.Request.Accept is not { Length: > 0 } accept || AnyJson(accept) : IsJson(asked);
        if (json)
            return rest(context, ct);
        context.Fail(406, IssueCode.NotSupported, "This server answers in JSON only: ask for application/fhir+json.", asked is null ? "Accept" : "_format");
        return ValueTask.CompletedTask;
    }

    private static bool AnyJson(string accept)
    {
        foreach (var range in accept.AsSpan().Split(','))
        {
            if (IsJson(accept.AsSpan()[range]))
                return true;
        }

        return false;
    }

    private static bool IsJson(ReadOnlySpan<char> type)
    {
        var end = type.IndexOf(';');
        var name = (end < 0 ? type : type[..end]).Trim();
        return name is "*/*" or "application/*" or "json" || name.Equals("application/fhir+json", StringComparison.OrdinalIgnoreCase)
            || name.Equals("application/json", StringComparison.OrdinalIgnoreCase) || name.Equals("text/json", StringComparison.OrdinalIgnoreCase);
    }
}
