using System.Globalization;
using FluentValidation.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using PlanApi.BuildingBlocks.Web;
using PlanApi.BuildingBlocks.Web.Components;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.Consent.Activity;

/// <summary>What the member asked to see, as the form sends it. Days are those of UTC, as everywhere on the pages.</summary>
/// <param name="App">A client id of the choices, or "".</param>
/// <param name="Person">A patient id of the choices, or "".</param>
/// <param name="From">The first day, or "".</param>
/// <param name="To">The last day, or "".</param>
/// <param name="After">Where the page begins; null for the newest.</param>
public sealed record ActivityQuery(string App, string Person, string From, string To, string? After)
{
    /// <summary>Whether anything is left out.</summary>
    public bool Narrows => App.Length + Person.Length + From.Length + To.Length > 0;

    internal static ActivityQuery Read(IQueryCollection query, IReadOnlyList<Choice> apps, IReadOnlyList<Choice> people) => new(
        Chosen(query["app"], apps), Chosen(query["person"], people), query["from"].ToString().Trim(), query["to"].ToString().Trim(), query["after"].FirstOrDefault());

    internal FormErrors Check()
    {
        List<ValidationFailure> failures = [];
        foreach (var (field, day) in new[] { ("from", From), ("to", To) })
        {
            if (day.Length > 0 && Day(day) is null)
            {
                failures.Add(new(field, Texts.Say("Enter a day as year, month and day, such as 2026-03-31")));
            }
        }

        if (Day(From) > Day(To))
        {
            failures.Add(new("to", Texts.Say("Enter a last day that is not before the first")));
        }

        return new(failures);
    }

    internal AccessFilter FilterFor(string accountId) => new(
        accountId,
        App.Length > 0 ? App : null,
        Person.Length > 0 ? Person : null,
        Day(From) is { } from ? new DateTimeOffset(from, TimeOnly.MinValue, TimeSpan.Zero) : null,
        Day(To) is { } to && to < DateOnly.MaxValue ? new DateTimeOffset(to.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) : null);

    internal string PathOf(string path) => QueryHelpers.AddQueryString(
        path, new (string Name, string? Value)[] { ("app", App), ("person", Person), ("from", From), ("to", To), ("after", After) }.Where(q => !string.IsNullOrEmpty(q.Value)).Select(q => KeyValuePair.Create(q.Name, q.Value)));

    // What is none of the choices is no choice.
    private static string Chosen(string? value, IReadOnlyList<Choice> choices) => choices.Any(c => c.Value == value) ? value! : "";

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
