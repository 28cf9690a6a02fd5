using System.Globalization;
using FastEndpoints;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.Reports;

/// <param name="OfYear">Null while no data went to an app in that year.</param>
/// <param name="Latest">The year that is not over.</param>
public sealed record ReportsView(int Year, int Latest, TransferFigures? OfYear, IReadOnlyList<TransferFigures> Months, IReadOnlyList<AppUse> Apps);

/// <summary>What the plan reports of a year (CMS-0057-F), and how the apps fared.</summary>
internal static class Reports
{
    private const int FirstYear = 2000;

    public sealed class Show(YearReport report, TimeProvider clock) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(ReviewPaths.Reports);
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var year = YearOf(HttpContext.Request.Query["year"].ToString(), clock);
            var transfers = await report.Transfers(year, ct);
            await Send.ResultAsync(Html.Page<ReportsPage, ReportsView>(new(
                year, clock.GetUtcNow().Year, transfers.FirstOrDefault(t => t.Period.Length == 4), [.. transfers.Where(t => t.Period.Length > 4)], await report.Apps(year, ct))));
        }
    }

    /// <summary>Figures of a year as a file; <c>members</c> or <c>apps</c>.</summary>
    public sealed class Download(YearReport report, TimeProvider clock) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(ReviewPaths.Report("{what}", "{year}"));
            Policies(SignInPolicies.Staff);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var (what, year) = (Route<string>("what"), YearOf(Route<string>("year")!, clock));
            var text = what switch
            {
                "members" => string.Concat(
                    (await report.Transfers(year, ct)).Select(t => Csv.Line(t.Period, Number(t.Members), Number(t.Repeatedly))).Prepend(Csv.Line("period", "members", "members_on_more_than_one_day"))),
                "apps" => string.Concat(
                    (await report.Apps(year, ct)).Select(a => Csv.Line(a.Name, a.ClientId, Number(a.Days), Number(a.Answered), Number(a.Refused), Number(a.Failed)))
                        .Prepend(Csv.Line("app", "client_id", "days", "answered", "refused", "failed"))),
                _ => null,
            };
            if (text is null)
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            HttpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{what}-{year}.csv\"";
            await Send.StringAsync(text, contentType: "text/csv; charset=utf-8", cancellation: ct);
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The year that was asked for, or the one that is not over.</summary>
    private static int YearOf(string text, TimeProvider clock)
    {
        var latest = clock.GetUtcNow().Year;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year >= FirstYear && year <= latest ? year : latest;
    }
}
