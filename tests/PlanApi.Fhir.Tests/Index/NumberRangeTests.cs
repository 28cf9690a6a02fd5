using System.Globalization;
using CsCheck;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Tests.Index;

public sealed class NumberRangeTests
{
    // The examples of search.html#number.
    [Theory]
    [InlineData("100", 99.5, 100.5)]
    [InlineData("100.00", 99.995, 100.005)]
    [InlineData("1e2", 95, 105)]
    [InlineData("5.4", 5.35, 5.45)]
    [InlineData("5.40e-3", 0.005395, 0.005405)]
    [InlineData("-2", -2.5, -1.5)]
    public void A_number_stands_for_all_that_round_to_it(string text, double from, double below)
    {
        var (_, implied) = NumberRange.Parse(text)!.Value;
        implied.From.ShouldBe(from, 1e-12);
        implied.To.ShouldBe(below, 1e-12);
        implied.To.ShouldBeLessThan(below + 1e-15);
    }

    [Theory]
    [InlineData("")]
    [InlineData("five")]
    [InlineData("1,000")]
    [InlineData(" 1")]
    [InlineData("NaN")]
    [InlineData("1e")]
    [InlineData("1e999999")]
    [InlineData("1e-9999999999")]
    [InlineData("0e9999999999")]
    public void What_is_no_number_is_none(string text) => NumberRange.Parse(text).ShouldBeNull();

    [Fact]
    public void A_number_is_in_its_own_range() => Gen.Decimal[-1_000_000, 1_000_000].Sample(number =>
    {
        var (value, implied) = NumberRange.Parse(number.ToString(CultureInfo.InvariantCulture))!.Value;
        value.ShouldBeInRange(implied.From, implied.To);
    });
}
