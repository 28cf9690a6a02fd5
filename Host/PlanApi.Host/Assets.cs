using Microsoft.Extensions.FileProviders;

namespace PlanApi.Host;

/// <summary>Static files: our stylesheet and icon, and the sample apps, which are apps like any other and only happen to be served here.</summary>
internal static class Assets
{
    private const string SamplePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static StaticFileOptions Cached { get; } = new()
    {
        FileProvider = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot")),
        OnPrepareResponse = static file => file.Context.Response.Headers.CacheControl = "public, max-age=300",
    };

    public static StaticFileOptions Samples { get; } = new()
    {
        FileProvider = new PhysicalFileProvider(Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "samples")).FullName),
        RequestPath = "/samples",
        OnPrepareResponse = static file => file.Context.Response.Headers.ContentSecurityPolicy = SamplePolicy,
    };

    /// <summary>A sample's folder answers with its <c>index.html</c>.</summary>
    public static DefaultFilesOptions SampleStarts { get; } = new() { FileProvider = Samples.FileProvider, RequestPath = Samples.RequestPath };
}
