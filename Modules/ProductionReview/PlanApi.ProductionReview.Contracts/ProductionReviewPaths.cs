namespace PlanApi.ProductionReview.Contracts;

/// <summary>Addresses of this module's pages, for the modules that link to them.</summary>
public static class ProductionReviewPaths
{
    /// <summary>The public gallery of approved apps.</summary>
    public const string Gallery = "/apps";

    /// <summary>A live app's own public page.</summary>
    public static string GalleryApp(string clientId) => $"{Gallery}/{clientId}";

    /// <summary>The reviewers' queue.</summary>
    public const string Queue = "/review/requests";

    /// <summary>Where a vendor sends an app to production, sees how its request stands, and withdraws it.</summary>
    public static string Request(string appId) => $"/sandbox/apps/{appId}/request";

    /// <summary>The public page for members about choosing an app and the law on privacy.</summary>
    public const string ChoosingApps = "/apps/how-to-choose";
}
