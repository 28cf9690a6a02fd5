using PlanApi.ProductionReview.Contracts;

namespace PlanApi.ProductionReview.Data;

/// <summary>Addresses of this module's own pages, beside those of <see cref="ProductionReviewPaths"/>.</summary>
internal static class ReviewPaths
{
    public const string LiveApps = "/review/apps";
    public const string Reports = "/review/reports";
    public const string Reasons = "/review/reasons";
    public const string GalleryJson = "/apps.json";

    /// <summary>The published criteria on which a request is turned down or an app suspended.</summary>
    public const string Criteria = "/apps/criteria";

    public static string Withdraw(string appId) => $"{ProductionReviewPaths.Request(appId)}/withdraw";

    public static string Review(string requestId) => $"{ProductionReviewPaths.Queue}/{requestId}";

    public static string Try(string requestId) => $"{Review(requestId)}/try";

    public static string Approve(string requestId) => $"{Review(requestId)}/approve";

    public static string Reject(string requestId) => $"{Review(requestId)}/reject";

    public static string Report(string what, string year) => $"{Reports}/{what}/{year}";

    public static string Claim(string requestId) => $"{Review(requestId)}/claim";

    public static string Release(string requestId) => $"{Review(requestId)}/release";

    public static string Notes(string requestId) => $"{Review(requestId)}/notes";

    public static string RemoveReason(string id) => $"{Reasons}/{id}/remove";

    /// <summary>Where a page that shows a pre-flight has it run again.</summary>
    public static string CheckAgain(string page) => $"{page}/check";

    public static string Suspend(string appId) => $"{LiveApps}/{appId}/suspend";

    public static string Reinstate(string appId) => $"{LiveApps}/{appId}/reinstate";

    /// <summary>Folder of a logo as it was approved.</summary>
    public static string Logo(string id) => $"{ProductionReviewPaths.Gallery}/logos/{id}";

    public static string LaunchFromGallery(string clientId) => $"{ProductionReviewPaths.Gallery}/{clientId}/launch";
}
