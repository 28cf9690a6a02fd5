using System.Globalization;
using FastEndpoints;
using FluentValidation;
using Microsoft.AspNetCore.Http;
using PlanApi.AppRegistry.Contracts;
using PlanApi.AppRegistry.Data;
using PlanApi.BuildingBlocks.Web;
using PlanApi.Identity.Contracts;

namespace PlanApi.AppRegistry.Rehearse;

/// <param name="Running">What the app meets now, or null.</param>
public sealed record RehearseView(string AppId, string Name, RunningView? Running, string Trouble, string Seconds, string Minutes, FormErrors Errors);

public sealed record RunningView(RehearsedTrouble Trouble, int Seconds, DateTimeOffset Until);

/// <summary>Lets every call of an app in the sandbox meet trouble for some minutes: late answers, 429, 503. Production never sees it.</summary>
internal static class Rehearse
{
    public static readonly string Path = AppPaths.Rehearse("{id}");
    public static readonly string StopPath = AppPaths.StopRehearsal("{id}");

    /// <summary>What apps and those in front of us wait for an answer at most, by and large.</summary>
    public const int LongestSeconds = 60;
    public const int LongestMinutes = 60;

    public sealed record Form
    {
        public string Trouble { get; init; } = "";
        public string Seconds { get; init; } = "";
        public string Minutes { get; init; } = "";
    }

    public sealed class Rules : Validator<Form>
    {
        public Rules()
        {
            RuleFor(f => f.Trouble).IsNameOf<Form, RehearsedTrouble>("Choose what the application meets");
            RuleFor(f => f.Seconds).Must(static s => NumberOf(s) is >= 1 and <= LongestSeconds).WithMessage($"Enter a whole number from 1 to {LongestSeconds}");
            RuleFor(f => f.Minutes).Must(static m => NumberOf(m) is >= 1 and <= LongestMinutes).WithMessage($"Enter a whole number from 1 to {LongestMinutes}");
        }
    }

    public sealed class Show(OwnApps apps, IRehearsals rehearsals) : EndpointWithoutRequest
    {
        public override void Configure()
        {
            Get(Path);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(CancellationToken ct) => await Send.ResultAsync(
            await apps.Find(User.OrganizationId(), Route<string>("id")!, ct) is { } app
                ? PageOf(app, rehearsals, new() { Trouble = nameof(RehearsedTrouble.Unavailable), Seconds = "10", Minutes = "10" }, FormErrors.None)
                : Html.NotFound);
    }

    public sealed class Submit(OwnApps apps, RehearsalStore store, Rehearsals rehearsals) : FormEndpoint<Form>
    {
        public override void Configure()
        {
            PostForm(Path);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(Form form, CancellationToken ct)
        {
            if (await apps.Find(User.OrganizationId(), Route<string>("id")!, ct) is not { } app)
            {
                await Show(Html.NotFound);
                return;
            }

            if (ValidationFailed)
            {
                await Show(PageOf(app, rehearsals, form, Errors));
                return;
            }

            await store.Start(
                app.ClientId, Enum.Parse<RehearsedTrouble>(form.Trouble), NumberOf(form.Seconds), TimeSpan.FromMinutes(NumberOf(form.Minutes)), User.DisplayName(), ct);
            await rehearsals.Refresh(ct);
            await SeeOther(AppPaths.Rehearse(app.Id));
        }
    }

    public sealed class Stop(OwnApps apps, RehearsalStore store, Rehearsals rehearsals) : FormEndpoint<EmptyRequest>
    {
        public override void Configure()
        {
            PostForm(StopPath);
            Policies(SignInPolicies.Vendor);
        }

        public override async Task HandleAsync(EmptyRequest form, CancellationToken ct)
        {
            if (await apps.Find(User.OrganizationId(), Route<string>("id")!, ct) is not { } app)
            {
                await Show(Html.NotFound);
                return;
            }

            await store.Stop(app.ClientId, ct);
            await rehearsals.Refresh(ct);
            await SeeOther(AppPaths.Rehearse(app.Id));
        }
    }

    private static int NumberOf(string text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static IResult PageOf(RegisteredApp app, IRehearsals rehearsals, Form form, FormErrors errors)
    {
        var running = rehearsals.Of(app.ClientId) is { } now ? new RunningView(now.Trouble, now.Seconds, now.Until) : null;
        return Html.Page<RehearsePage, RehearseView>(
            new(app.Id, app.Saved.Name, running, form.Trouble, form.Seconds, form.Minutes, errors),
            errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }
}
