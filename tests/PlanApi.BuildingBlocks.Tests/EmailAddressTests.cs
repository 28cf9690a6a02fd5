using PlanApi.BuildingBlocks.People;

namespace PlanApi.BuildingBlocks.Tests;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ada@engines.example"), InlineData("a.b+tag@sub.engines.example"), InlineData("o'hara_1@x-y.example"), InlineData("A@B.CO")]
    public void Plain_addresses_are_taken(string text) => EmailAddress.IsValid(text).ShouldBeTrue();

    [Theory]
    [InlineData(""), InlineData("ada"), InlineData("@x.example"), InlineData("ada@"), InlineData("ada@localhost"), InlineData("ada@x..example"), InlineData(".ada@x.example"),
     InlineData("ada.@x.example"), InlineData("ada@-x.example"), InlineData("ada @x.example"), InlineData("Ada <ada@x.example>"), InlineData("ada@x.example\n"), InlineData("a@b@x.example"),
     InlineData("ada@x.example,bob@x.example"), InlineData("ada@[127.0.0.1]"), InlineData("адa@x.example")]
    public void Anything_else_is_not(string text) => EmailAddress.IsValid(text).ShouldBeFalse();

    [Fact]
    public void Endless_addresses_are_refused_at_once()
    {
        EmailAddress.IsValid(new string('a', 64) + "@" + string.Join('.', Enumerable.Repeat("b", 100)) + ".example").ShouldBeFalse();
        EmailAddress.IsValid(new string('a', 65) + "@x.example").ShouldBeFalse();
        EmailAddress.IsValid(new string('a', 1_000_000)).ShouldBeFalse();
    }

    [Fact]
    public void Case_and_surrounding_spaces_do_not_make_another_address() => EmailAddress.KeyOf(" Ada@Engines.example ").ShouldBe(EmailAddress.KeyOf("ada@ENGINES.EXAMPLE"));
}
