using FastEndpoints;
using PlanApi.AppRegistry.Data;
using PlanApi.AppRegistry.Rehearse;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.AppRegistry.ShowActivity;

/// <param name="Chosen">Which of <see cref="Outcomes"/> are shown.</param>
/// <param name="Looked">Among how many of the newest calls.</param>
/// <param name="Production">Its newest days there, of which vendors learn numbers alone; empty for an app that members do not use.</param>
public sealed record ShowActivityView(string AppId, string Name, string Chosen, IReadOnlyList<ActivityLine> Lines, bool More, int Looked, IReadOnlyList<AppDay> Production);

/// <summary>A call of the app, or a rehearsal of its vendor, in plain words.</summary>
/// <param name="Answer">Empty for a rehearsal.</param>
/// <param name="Refused">Null for a rehearsal.</param>
public sealed record ActivityLine(DateTimeOffset At, string What, string Answer, int? Milliseconds, bool? Refused);

/// <summary>Which calls to show.</summary>
internal static class Outcomes
{
    public const string Parameter = "show";
    public const string All = "all";
    public const string Answered = "answered";
    public const string Refused = "refused";
}

/// <summary>What one app asked in the sandbox and what it was answered, with what its vendor rehearsed meanwhile.</summary>
internal static class ShowActivity
{
    public static readonly string Path = AppPaths.Activity("{id}");
    private const int Newest = 200;
    private const int Days = 31;

    public sealed class Show(OwnApps apps, RehearsalStore rehearsals, ISandboxCalls oauth, IAccessLog fhir, IAccessReports production) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(CancellationToken ct)
        {
            if (await apps.Find(User.OrganizationId(), Route<string>("id")!, ct) is not { } app)
            {
                await Send.ResultAsync(Html.NotFound);
                return;
            }

            var lines = (await rehearsals.Of(app.ClientId, Newest + 1, ct)).Select(ActivityWords.Of)
                .Concat((await oauth.Of(app.ClientId, Newest + 1, ct)).Select(ActivityWords.Of))
                .Concat((await fhir.OfSandboxApp(app.ClientId, Newest + 1, ct)).Select(ActivityWords.Of))
                .OrderByDescending(l => l.At).ToList();
            var asked = HttpContext.Request.Query[Outcomes.Parameter].ToString();
            var chosen = asked is Outcomes.Answered or Outcomes.Refused ? asked : Outcomes.All;
            await Send.ResultAsync(Html.Page<ShowActivityPage, ShowActivityView>(
                new(app.Id, app.Saved.Name, chosen, [.. lines.Take(Newest).Where(l => IsShown(l, chosen))], lines.Count > Newest, Newest, await production.DaysOf(app.ClientId, Days, ct))));
        }

        private static bool IsShown(ActivityLine line, string chosen) => chosen switch
        {
            Outcomes.Answered => line.Refused is false,
            Outcomes.Refused => line.Refused is true,
            _ => true,
        };
    }
}
