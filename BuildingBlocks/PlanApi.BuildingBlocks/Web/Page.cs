using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace PlanApi.BuildingBlocks.Web;

/// <summary>A static server-rendered page: one component, one model, nothing else passed in.</summary>
public abstract class Page<TModel> : ComponentBase
{
    [Parameter, EditorRequired] public TModel Model { get; set; } = default!;
}

/// <summary>Pages as results of endpoints.</summary>
public static class Html
{
    public static IResult Page<TPage, TModel>(TModel model, int status = StatusCodes.Status200OK)
        where TPage : Page<TModel>
        => new RazorComponentResult<TPage>(new Dictionary<string, object?> { ["Model"] = model })
        {
            StatusCode = status,
            PreventStreamingRendering = true,
        };

    /// <summary>404 with no body of its own, so that <see cref="ErrorPages"/> writes the page; the library's own 404 starts the reply and leaves it blank.</summary>
    public static IResult NotFound { get; } = TypedResults.NotFound();
}
