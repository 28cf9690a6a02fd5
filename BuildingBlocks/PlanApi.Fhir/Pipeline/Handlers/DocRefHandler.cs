using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Pipeline.Handlers;

/// <summary>
/// DocumentReference/$docref (US Core 6.1.0, OperationDefinition-docref): a patient's documents by period of care, type and profile, as the search
/// that they say; its links are that search's. Without a period it is the latest current one, whatever order and count are asked for, which a strict
/// caller is told. No document is made for the question.
/// </summary>
internal sealed class DocRefHandler(SearchHandler search)
{
    public async ValueTask Handle(FhirContext context, CancellationToken ct)
    {
        var request = context.Request;
        // A parameter without a value is as good as absent.
        var given = request.Arguments.FindAll(a => a.Value.Length > 0);
        if (Refusal(given) is { } refusal)
        {
            context.Fail(refusal);
            return;
        }

        var asked = given.SelectMany(AsSearch).ToList();
        if (!asked.Exists(a => a.Name == "period"))
        {
            if (request.Strict && asked.Find(Arranges) is { } arranged)
            {
                context.Fail(400, IssueCode.NotSupported, $"Without start or end it is the latest current document: {arranged.Name} is not taken.", arranged.Name);
                return;
            }

            asked.RemoveAll(Arranges);
            asked.AddRange([new("status", "current"), new("_sort", "-date"), new("_count", "1")]);
        }

        request.Arguments.Clear();
        request.Arguments.AddRange(asked);
        await search.Handle(context, ct);
    }

    private static bool Arranges(Argument argument) => argument.Name is "_sort" or "_count";

    private static FhirFailure? Refusal(List<Argument> arguments)
    {
        if (!arguments.Exists(a => a.Name == "patient"))
            return new(400, IssueCode.Invalid, "Say whose documents: patient is required.", "patient");
        if (arguments.Find(a => a.Name is "start" or "end" && DateRange.Parse(a.Value) is null) is { } date)
            return new(400, IssueCode.Value, $"{date.Name} must be a date, or a time with its zone.", date.Name);
        return arguments.Find(a => a.Name == "on-demand") switch
        {
            null or { Value: "false" } => null,
            { Value: "true" } => new(400, IssueCode.NotSupported, "Documents are not made on demand here. Leave on-demand out to find those that there are.", "on-demand"),
            _ => new(400, IssueCode.Value, "on-demand must be true or false.", "on-demand"),
        };
    }

    private static Argument[] AsSearch(Argument argument) => argument.Name switch
    {
        "start" => [new("period", "ge" + argument.Value)],
        "end" => [new("period", "le" + argument.Value)],
        "profile" => [new("_profile", argument.Value)],
        "on-demand" => [],
        // Parameters of no such name are dropped or, where the caller is strict, refused, as in any search.
        _ => [argument],
    };
}
