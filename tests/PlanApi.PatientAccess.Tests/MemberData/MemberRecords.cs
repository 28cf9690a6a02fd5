using System.Globalization;
using AngleSharp.Html.Dom;
using Hl7.Fhir.Model;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.BuildingBlocks.Store;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Data;
using PlanApi.SyntheticData;
using PlanApi.TestKit;
using Person = PlanApi.TestKit.Person;
using Task = System.Threading.Tasks.Task;

namespace PlanApi.PatientAccess.Tests.MemberData;

/// <summary>Members with records of their own, and what their pages show.</summary>
internal static class MemberRecords
{
    public const string Path = "/member/data";

    /// <summary>A household of the plan that no other test meets.</summary>
    public static async Task<SyntheticHousehold> Household(this RecordsHost host, Scenario scenario)
    {
        var today = DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime);
        var household = Generator.Generate(new(NewId.From(host.Clock), "household", scenario, today));
        await host.Write([.. household.Resources]);
        return household;
    }

    public static async Task Write(this RecordsHost host, params IReadOnlyList<Resource> resources) =>
        await host.Branches.Members.Changes.PutAll(resources, organization: null, default);

    /// <summary>A signed-in member who may see a patient's record.</summary>
    public static async Task<Person> MemberOf(this RecordsHost host, string patient, string relationship = "self", DateOnly? until = null)
    {
        var member = await host.Member();
        await host.Link(member, patient, relationship, until);
        return member;
    }

    public static async Task Link(this RecordsHost host, Person member, string patient, string relationship = "self", DateOnly? until = null) =>
        (await host.Services.GetRequiredService<IPatientLinks>().Link(member.AccountId, new(patient, relationship, until, "operator"), default)).ShouldBeTrue();

    /// <summary>A claim for one day, with these totals; an amount of null is not stated.</summary>
    public static ExplanationOfBenefit Claim(string patient, int number, DateOnly day, decimal? billed = 100, decimal? paid = 60, decimal? share = 15)
    {
        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{patient}-claim-{number}"),
            Status = ExplanationOfBenefit.ExplanationOfBenefitStatus.Active,
            Type = new("http://terminology.hl7.org/CodeSystem/claim-type", "professional"),
            Use = ClaimUseCode.Claim,
            Patient = new($"Patient/{patient}"),
            BillablePeriod = new() { Start = date, End = date },
            Created = date,
            Insurer = new() { Display = "The plan" },
            Provider = new() { Display = "Riverside Family Medicine" },
            Outcome = ClaimProcessingCodes.Complete,
            Insurance = [new() { Focal = true, Coverage = new() { Display = "The plan" } }],
            Total =
            [
                .. new[] { ("submitted", billed), ("benefit", paid), ("memberliability", share) }.Where(a => a.Item2 is not null).Select(a => new ExplanationOfBenefit.TotalComponent
                {
                    Category = new("http://terminology.hl7.org/CodeSystem/adjudication", a.Item1),
                    Amount = new() { Value = a.Item2, Currency = Money.Currencies.USD },
                }),
            ],
        };
    }

    /// <summary>The cells of the page's table, row by row.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(this IHtmlDocument page) =>
        [.. page.QuerySelectorAll("main table tbody tr").Select(r => r.Children.Select(c => c.TextContent.Trim()).ToArray())];

    /// <summary>What stands beside a term of the page's first list.</summary>
    public static string Fact(this IHtmlDocument page, string term) =>
        page.QuerySelectorAll("main dl dt").First(t => t.TextContent == term).NextElementSibling!.TextContent.Trim();

    public static string? LinkTo(this IHtmlDocument page, string text) =>
        page.QuerySelectorAll("main a").OfType<IHtmlAnchorElement>().FirstOrDefault(a => a.TextContent.Trim() == text)?.PathAndQuery();

    public static decimal Dollars(string text) => decimal.Parse(text.TrimStart('$'), CultureInfo.InvariantCulture);

    private static string PathAndQuery(this IHtmlAnchorElement link) => new Uri(link.Href).PathAndQuery;
}
