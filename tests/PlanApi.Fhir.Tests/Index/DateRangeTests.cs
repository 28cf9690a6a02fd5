using System.Globalization;
using CsCheck;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Tests.Index;

public sealed class DateRangeTests
{
    [Theory]
    [InlineData("2024", "2024-01-01T00:00:00.000", "2024-12-31T23:59:59.999")]
    [InlineData("2024-02", "2024-02-01T00:00:00.000", "2024-02-29T23:59:59.999")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00.000", "2024-02-29T23:59:59.999")]
    [InlineData("2024-02-29T10:30Z", "2024-02-29T10:30:00.000", "2024-02-29T10:30:59.999")]
    [InlineData("2024-02-29T10:30:15+02:00", "2024-02-29T08:30:15.000", "2024-02-29T08:30:15.999")]
    [InlineData("2024-02-29T10:30:15 02:00", "2024-02-29T08:30:15.000", "2024-02-29T08:30:15.999")]
    [InlineData("2024-02-29T10:30:15.1234567Z", "2024-02-29T10:30:15.123", "2024-02-29T10:30:15.123")]
    [InlineData("0001", "0001-01-01T00:00:00.000", "0001-12-31T23:59:59.999")]
    [InlineData("9999", "9999-01-01T00:00:00.000", "9999-12-31T23:59:59.999")]
    [InlineData("9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000", "9999-12-31T23:59:59.999")]
    public void A_date_spans_all_it_may_mean(string text, string from, string to)
    {
        var range = DateRange.Parse(text).ShouldNotBeNull();
        range.From.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture).ShouldBe(from);
        range.To.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture).ShouldBe(to);
    }

    [Theory]
    [InlineData("")]
    [InlineData("20")]
    [InlineData("2024-")]
    [InlineData("2023-02-29")]
    [InlineData("2024-1-1")]
    [InlineData("0000")]
    [InlineData("2024-02-29T10")]
    [InlineData("2024-02-29T24:00Z")]
    [InlineData("2024-02-29T10:30:61Z")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("today")]
    public void What_is_no_date_is_none(string text) => DateRange.Parse(text).ShouldBeNull();

    [Fact]
    public void No_text_makes_it_throw() => Gen.OneOf(Gen.String, Gen.String[Gen.Char["0123456789-:TZ+. "], 0, 30]).Sample(text =>
        DateRange.Parse(text) is not { } range || range.From <= range.To);
}
