using FastEndpoints;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.Consent.Contracts;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.Consent.Activity;

/// <param name="Apps">What may be chosen; empty where there is no choice.</param>
/// <param name="People">The same of the persons whose records apps may read.</param>
/// <param name="OlderPath">The next page; null on the last.</param>
/// <param name="NewestPath">The first page; null on it.</param>
public sealed record ActivityView(
    ActivityQuery Query, FormErrors Errors, IReadOnlyList<Choice> Apps, IReadOnlyList<Choice> People, IReadOnlyList<ActivityDay> Days, string? OlderPath, string? NewestPath, string DownloadPath);

public sealed record ActivityDay(DateTimeOffset Day, IReadOnlyList<Reading> Readings);

/// <summary>What an app did to one part of a record within a minute, in plain words.</summary>
public sealed record Reading(DateTimeOffset At, string AppName, string PatientName, string What);

/// <summary>Every read by every app under the member's account, by day.</summary>
internal static class Activity
{
    public const string Path = ConnectionPaths.Activity;
    private const int MomentsOfPage = 50;

    public sealed class Show(IAccessLog accessLog, ActivityChoices choices, ActivityNames names) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Member);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            var (apps, people) = await choices.Of(User.AccountId(), ct);
            var query = ActivityQuery.Read(HttpContext.Request.Query, apps, people);
            if (query.Check() is { Any: true } errors)
            {
                await Send.ResultAsync(Html.Page<ActivityPage, ActivityView>(new(query, errors, apps, people, [], null, null, ""), StatusCodes.Status422UnprocessableEntity));
                return;
            }

            var page = await accessLog.OfAccount(query.FilterFor(User.AccountId()), query.After, MomentsOfPage, ct);
            await Send.ResultAsync(Html.Page<ActivityPage, ActivityView>(new(
                query,
                FormErrors.None,
                apps,
                people,
                await Days(page.Accesses, names.Start(), ct),
                page.Next is null ? null : (query with { After = page.Next }).PathOf(Path),
                query.After is null ? null : (query with { After = null }).PathOf(Path),
                (query with { After = null }).PathOf(DownloadActivity.Path))));
        }

        // An app asks page by page; a person wants to know what it got.
        private static async Task<IReadOnlyList<ActivityDay>> Days(IReadOnlyList<AppAccess> accesses, ActivityNames.Known known, CancellationToken ct)
        {
            List<Reading> readings = [];
            foreach (var together in accesses.GroupBy(a => (Minute: a.At.UtcTicks / TimeSpan.TicksPerMinute, a.ClientId, a.PatientId, What: ActivityWords.What(a), Refused: ActivityWords.IsRefused(a))))
            {
                var access = together.First();
                readings.Add(new(access.At, await known.App(access.ClientId, ct), await known.Person(access.PatientId, ct), ActivityWords.InWords([.. together])));
            }

            return [.. readings.GroupBy(r => r.At.UtcDateTime.Date).Select(d => new ActivityDay(d.First().At, [.. d]))];
        }
    }
}
