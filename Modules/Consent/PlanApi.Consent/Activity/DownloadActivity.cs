using System.Globalization;
using System.Text;
using FastEndpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.Consent.Activity;

/// <summary>What the page shows, call by call, as a file for a spreadsheet. Sent while it is read from the log.</summary>
internal static class DownloadActivity
{
    public const string Path = $"{Activity.Path}/download";
    private const int MomentsAtOnce = 200;

    public sealed class Show(IAccessLog accessLog, ActivityChoices choices, ActivityNames names, TimeProvider clock) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Member);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var (apps, people) = await choices.Of(User.AccountId(), ct);
            var query = ActivityQuery.Read(HttpContext.Request.Query, apps, people) with { After = null };
            if (query.Check().Any)
            {
                // The page says what is wrong with what was asked.
                HttpContext.Response.Redirect(query.PathOf(Activity.Path));
                return;
            }

            var response = HttpContext.Response;
            response.ContentType = "text/csv; charset=utf-8; header=present";
            response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
            {
                FileName = string.Create(CultureInfo.InvariantCulture, $"activity-{clock.GetUtcNow():yyyy-MM-dd}.csv"),
            }.ToString();
            await Write(query.FilterFor(User.AccountId()), response, ct);
        }

        private async Task Write(AccessFilter filter, HttpResponse response, CancellationToken ct)
        {
            var known = names.Start();
            var lines = new StringBuilder(Csv.Line(Texts.Say("Time (UTC)"), Texts.Say("App"), Texts.Say("Data of"), Texts.Say("Part of the record"), Texts.Say("Entries"), Texts.Say("Outcome")));
            string? after = null;
            do
            {
                var page = await accessLog.OfAccount(filter, after, MomentsAtOnce, ct);
                foreach (var access in page.Accesses)
                {
                    lines.Append(Csv.Line(
                        access.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                        await known.App(access.ClientId, ct),
                        await known.Person(access.PatientId, ct),
                        ActivityWords.What(access),
                        access.Count.ToString(CultureInfo.InvariantCulture),
                        ActivityWords.Outcome(access)));
                }

                await response.WriteAsync(lines.ToString(), ct);
                lines.Clear();
                after = page.Next;
            }
            while (after is not null);
        }
    }
}
