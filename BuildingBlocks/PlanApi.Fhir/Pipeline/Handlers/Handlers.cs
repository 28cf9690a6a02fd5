namespace PlanApi.Fhir.Pipeline.Handlers;

/// <summary>The end of every pipeline: the one handler of the interaction.</summary>
internal sealed class Handlers(SearchHandler search, HistoryHandler history, EverythingHandler everything, DocRefHandler documents, CapabilityHandler capabilities)
{
    public ValueTask Handle(FhirContext context, CancellationToken ct) => context.Request.Interaction switch
    {
        Interaction.Read => ReadHandler.Read(context, ct),
        Interaction.VersionRead => ReadHandler.ReadVersion(context, ct),
        Interaction.History => history.Handle(context, ct),
        Interaction.Search => search.Handle(context, ct),
        Interaction.Everything => everything.Handle(context, ct),
        Interaction.DocRef => documents.Handle(context, ct),
        Interaction.Capabilities => capabilities.Handle(context),
        _ => throw new InvalidOperationException("No step stopped a request without an interaction."),
    };
}
