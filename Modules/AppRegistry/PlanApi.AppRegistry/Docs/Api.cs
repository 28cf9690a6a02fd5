using FastEndpoints;
using PlanApi.BuildingBlocks;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.BuildingBlocks.Web;

namespace PlanApi.AppRegistry.Docs;

public sealed record ApiView(
    string Key,
    string Title,
    string Meaning,
    string Address,
    (int Usual, int Most) Page,
    SearchLimits Limits,
    IReadOnlyList<TypeView> Types);

public sealed record ApiTypeView(ApiView Api, TypeView Type);

/// <summary>The reference of each FHIR base, from what it says of itself.</summary>
internal static class Api
{
    private static ApiView ViewOf(IFhirBase fhir, PlanApiSettings settings) =>
        new(fhir.Key, fhir.Title, fhir.Meaning, settings.UrlOf(fhir.Path), fhir.PageSize, fhir.SearchLimits, Statement.TypesOf(fhir));

    /// <summary>All types of a base.</summary>
    public sealed class Show(IEnumerable<IFhirBase> bases, PlanApiSettings settings) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(DocsPaths.Base("{api}"));
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct) => Send.ResultAsync(bases.FirstOrDefault(b => b.Key == Route<string>("api")) is { } fhir
            ? Html.Page<ApiPage, ApiView>(ViewOf(fhir, settings))
            : Html.NotFound);
    }

    /// <summary>One type.</summary>
    public sealed class ShowType(IEnumerable<IFhirBase> bases, PlanApiSettings settings) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(DocsPaths.Type("{api}", "{type}"));
            AllowAnonymous();
        }

        public override Task HandleAsync(CancellationToken ct)
        {
            var api = bases.FirstOrDefault(b => b.Key == Route<string>("api")) is { } fhir ? ViewOf(fhir, settings) : null;
            return Send.ResultAsync(api?.Types.FirstOrDefault(t => t.Type == Route<string>("type")) is { } type
                ? Html.Page<ApiTypePage, ApiTypeView>(new(api, type))
                : Html.NotFound);
        }
    }
}
