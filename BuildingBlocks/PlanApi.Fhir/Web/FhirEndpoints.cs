using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PlanApi.Fhir.Bodies;
using PlanApi.Fhir.Pipeline;

namespace PlanApi.Fhir.Web;

/// <summary>Maps each branch: whatever is asked below its base path is answered in FHIR's words, errors and preflights included.</summary>
internal static partial class FhirEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var logger = endpoints.ServiceProvider.GetRequiredService<ILogger<FhirBranch>>();
        foreach (var branch in endpoints.ServiceProvider.GetRequiredService<FhirBranches>().All)
        {
            branch.Compose();
            // What browsers' sessions and forms need stands between routing and endpoints, and is nothing to these.
            endpoints.Map(branch.Declaration.BasePath + "/{**path}", http => Answer(branch, http, logger)).ShortCircuit().WithDisplayName($"FHIR {branch.Declaration.Name}");
        }
    }

    private static async Task Answer(FhirBranch branch, HttpContext http, ILogger logger)
    {
        Cors.Allow(http.Response.Headers);
        if (HttpMethods.IsOptions(http.Request.Method))
        {
            Cors.AnswerPreflight(http.Response.Headers);
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        // No secret of ours is in what is served here together with something an attacker chose, so compression under TLS gives nothing away.
        http.Features.Get<IHttpsCompressionFeature>()?.Mode = HttpsCompressionMode.Compress;
        var answered = false;
        try
        {
            var context = await branch.Answer(await RequestReader.Read(http), http.RequestAborted);
            answered = true;
            await ResponseWriter.Write(context, http);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more.
        }
#pragma warning disable CA1031 // Whatever happens outside the pipeline: an answer without its inside, or none that looks whole.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var id = RequestReader.RequestId(http);
            LogUnforeseen(logger, id, e);
            if (answered)
                http.Abort();
            else
                await WriteUnforeseen(http.Response, id);
        }
    }

    private static async Task WriteUnforeseen(HttpResponse response, string id)
    {
        response.StatusCode = StatusCodes.Status500InternalServerError;
        response.Headers["X-Request-Id"] = id;
        response.ContentType = MediaTypes.FhirJson + MediaTypes.Charset;
        var issue = new FhirIssue("error", IssueCode.Exception, $"Something went wrong here. Tell us the request id: {id}.");
        await new OutcomeBody(id, [issue]).WriteTo(response.BodyWriter, default);
    }

    [LoggerMessage(4, LogLevel.Error, "FHIR request {RequestId} failed outside the pipeline")]
    private static partial void LogUnforeseen(ILogger logger, string requestId, Exception exception);
}
