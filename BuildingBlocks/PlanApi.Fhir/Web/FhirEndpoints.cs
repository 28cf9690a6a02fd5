using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace PlanApi.Fhir.Web;

/// <summary>Maps each branch: whatever is asked below its base path is answered in FHIR's words, errors and preflights included.</summary>
internal static class FhirEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var branch in endpoints.ServiceProvider.GetRequiredService<FhirBranches>().All)
        {
            branch.Compose();
            endpoints.Map(branch.Declaration.BasePath + "/{**path}", http => Answer(branch, http)).AllowAnonymous().WithDisplayName($"FHIR {branch.Declaration.Name}");
        }
    }

    private static async Task Answer(FhirBranch branch, HttpContext http)
    {
        Cors.Allow(http.Response.Headers);
        if (HttpMethods.IsOptions(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        var request = await RequestReader.Read(http);
        var context = await branch.Answer(request, http.RequestAborted);
        await ResponseWriter.Write(context, http);
    }
}
