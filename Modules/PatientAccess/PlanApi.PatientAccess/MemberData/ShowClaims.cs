using System.Globalization;
using Microsoft.AspNetCore.Http;
using PlanApi.BuildingBlocks.Web;

namespace PlanApi.PatientAccess.MemberData;

/// <param name="Costs">Of the year that is shown, on its first page; null on older ones, which need not add it up again.</param>
public sealed record ClaimsView(
    WhoseRecordView Whose, AreaLink Back, IReadOnlyList<YearTab> Years, string Year, YearCostsView? Costs, IReadOnlyList<ClaimRow> Claims, string Nothing, OtherPages Pages);

public sealed record YearTab(string Year, string Path, bool IsShown);

/// <param name="Claims">How many claims are counted.</param>
/// <param name="TakenOff">What the plan's contract with the provider takes off the bill.</param>
/// <param name="Partly">How many of them leave an amount out.</param>
/// <param name="Left">How many are no bills, and not counted.</param>
public sealed record YearCostsView(int Claims, string Billed, string TakenOff, string PlanPaid, string YourShare, int Partly, int Left);

/// <param name="NoBill">Why its amounts are not counted; "" when they are.</param>
public sealed record ClaimRow(string Path, string Day, string WhatFor, string Provider, string Billed, string PlanPaid, string YourShare, string NoBill);

/// <summary>Claims year by year, each year with its costs added up.</summary>
internal static class ShowClaims
{
    private const string YearParameter = "year";

    public sealed class Show(LinkedRecords records, RecordReader reader, PageMarks marks) : RecordEndpoint(records)
    {
        private static readonly RecordSection Section = RecordSections.Claims;

        protected override string Address => Section.Path;

        protected override async Task<IResult> Answer(OpenedRecord opened, CancellationToken ct)
        {
            var record = opened.Record;
            var years = await reader.Years(record, Section, ct);
            var back = new AreaLink(Texts.Say("My data"), record.PathOf(MemberData.Path));
            if (years.Count == 0)
            {
                return Html.Page<ClaimsPage, ClaimsView>(new(opened.Whose(Section.Path), back, [], "", null, [], Texts.Say(Section.Nothing), new(null, null)));
            }

            var (asked, mark) = (Query<string>(YearParameter, isRequired: false), Query<string>(PageMarks.After, isRequired: false));
            var after = marks.Open(record, Section, mark);
            if ((asked is null ? years[0] : years.FirstOrDefault(y => Digits(y) == asked)) is not (> 0 and var year) || (mark is not null && after is null))
            {
                return Html.NotFound;
            }

            var (from, until) = PeriodOf(year);
            var page = await reader.Page(record, Section, after ?? RecordReader.Before(until), from, e => RowOf(record, e), ct);
            return Html.Page<ClaimsPage, ClaimsView>(new(
                opened.Whose(Section.Path),
                back,
                [.. years.Select(y => new YearTab(NameOf(y), record.PathOf(Section.Path, (YearParameter, Digits(y))), y == year))],
                NameOf(year),
                after is null ? await CostsOf(record, from, until, ct) : null,
                page.Rows,
                "",
                marks.Around(record, Section, after, page.Last, (YearParameter, Digits(year)))));
        }

        private async Task<YearCostsView> CostsOf(LinkedRecord record, DateTime from, DateTime until, CancellationToken ct)
        {
            var costs = new YearCosts();
            await reader.ForEach(record, Section, from, until, costs.Add, ct);
            return costs.ToView();
        }

        private static ClaimRow RowOf(LinkedRecord record, RecordEntry claim)
        {
            var costs = ClaimCosts.Of(claim.Root);
            return new(
                ShowClaim.PathOf(record, claim.Id),
                ClaimText.Day(claim),
                ClaimText.WhatFor(claim.Root),
                claim.Named("provider"),
                ClaimCosts.InWords(costs.Billed),
                ClaimCosts.InWords(costs.PlanPaid),
                ClaimCosts.InWords(costs.YourShare),
                ClaimText.NoBill(claim.Root));
        }

        private static (DateTime From, DateTime Until) PeriodOf(int year) =>
            (new(year, 1, 1, 0, 0, 0, DateTimeKind.Utc), year == DateTime.MaxValue.Year ? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc) : new(year + 1, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        private static string Digits(int year) => year.ToString("0000", CultureInfo.InvariantCulture);

        private static string NameOf(int year) => year == 1 ? Texts.Say("No date") : Digits(year);
    }
}
