using CsCheck;
using PlanApi.Fhir.Index;

namespace PlanApi.Fhir.Tests.Index;

public sealed class FoldTests
{
    [Theory]
    [InlineData("Müller-Lüdenscheid", "muller ludenscheid")]
    [InlineData("  O'Brien,  Seán ", "o brien sean")]
    [InlineData("Nguyễn Thị", "nguyen thi")]
    [InlineData("Łukasz Ørsted", "lukasz orsted")]
    [InlineData("Jose\u0301", "jose")]
    [InlineData("ИВАНОВ", "иванов")]
    [InlineData("王小明", "王小明")]
    [InlineData("...", "")]
    public void Text_is_folded_for_matching(string text, string folded) => Entry.Fold(text).ShouldBe(folded);

    [Fact]
    public void Folding_what_is_folded_changes_nothing() => Gen.String.Sample(text => Entry.Fold(Entry.Fold(text)) == Entry.Fold(text));

    [Fact]
    public void The_beginning_of_a_text_folds_to_the_beginning_of_the_folded_text() =>
        Gen.Select(Gen.String[Gen.Char["aÉø -'.,ß9"], 0, 20], Gen.Int[0, 20]).Sample((text, length) =>
            Entry.Fold(text).StartsWith(Entry.Fold(text[..Math.Min(length, text.Length)]), StringComparison.Ordinal));
}
