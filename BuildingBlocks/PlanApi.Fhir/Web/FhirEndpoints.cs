using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PlanApi.Fhir.Web;

/// <summary>Maps each branch: whatever is asked below its base path is answered in FHIR's words, errors and preflights included.</summary>
internal static class FhirEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var branch in endpoints.ServiceProvider.GetRequiredService<FhirBranches>().All)
        {
            var answer = Compressed(endpoints.ServiceProvider, http => Answer(branch, http));
            endpoints.Map(branch.Declaration.BasePath + "/{**path}", answer).AllowAnonymous().WithDisplayName($"FHIR {branch.Declaration.Name}");
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

    private static RequestDelegate Compressed(IServiceProvider services, RequestDelegate next)
    {
        var options = Options.Create(new ResponseCompressionOptions { EnableForHttps = true, MimeTypes = ["application/fhir+json"] });
        options.Value.Providers.Add(new BrotliCompressionProvider(Options.Create(new BrotliCompressionProviderOptions { Level = CompressionLevel.Fastest })));
        options.Value.Providers.Add(new GzipCompressionProvider(Options.Create(new GzipCompressionProviderOptions { Level = CompressionLevel.Fastest })));
        var provider = new ResponseCompressionProvider(services, options);
        var compressing = new ResponseCompressionMiddleware(next, provider);
        // Most callers behind a proxy ask for none, and are spared the wrapping.
        return http => http.Request.Headers.AcceptEncoding.Count == 0 ? next(http) : compressing.Invoke(http);
    }
}
