using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using FluentValidation;

namespace PlanApi.BuildingBlocks.Web;

/// <summary>Rules for text that people type and others read.</summary>
public static class TextRules
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    public static IRuleBuilderOptions<T, string> NotBlank<T>(this IRuleBuilder<T, string> field, string message) =>
        field.Must(static text => !string.IsNullOrWhiteSpace(text)).WithMessage(message);

    public static IRuleBuilderOptions<T, string> NotBlank<T>(this IRuleBuilder<T, string> field, Func<string> message) =>
        field.Must(static text => !string.IsNullOrWhiteSpace(text)).Says(message);

    /// <summary>A message in the language of the page: rules are made once, for all people.</summary>
    public static IRuleBuilderOptions<T, TProperty> Says<T, TProperty>(this IRuleBuilderOptions<T, TProperty> rule, Func<string> message) => rule.WithMessage(_ => message());

    /// <summary>The password that was chosen, typed once more.</summary>
    public static IRuleBuilderOptions<T, string> Repeats<T>(this IRuleBuilder<T, string> field, Expression<Func<T, string>> password) =>
        field.Equal(password).WithMessage(static _ => Texts.Say("The two passwords differ. Enter the same one twice"));

    /// <summary>One line of text.</summary>
    public static IRuleBuilderOptions<T, string> Line<T>(this IRuleBuilder<T, string> field, int maxLength) => field
        .MaximumLength(maxLength).WithMessage(_ => Texts.Say("Use at most {0} characters", maxLength))
        .Must(static text => text.EnumerateRunes().All(IsReadable)).WithMessage(static _ => Texts.Say("Use one line of plain text, without hidden characters"));

    /// <summary>Text of several lines.</summary>
    public static IRuleBuilderOptions<T, string> Paragraphs<T>(this IRuleBuilder<T, string> field, int maxLength) => field
        .MaximumLength(maxLength).WithMessage(_ => Texts.Say("Use at most {0} characters", maxLength))
        .Must(static text => text.EnumerateRunes().All(static r => r.Value is '\n' or '\r' or '\t' || IsReadable(r))).WithMessage(static _ => Texts.Say("Use plain text, without hidden characters"));

    /// <summary>The name of one of the enum's values, as selects and radio buttons send it.</summary>
    public static IRuleBuilderOptions<T, string> IsNameOf<T, TEnum>(this IRuleBuilder<T, string> field, string message) where TEnum : struct, Enum =>
        field.Must(static name => Enum.GetNames<TEnum>().Contains(name)).WithMessage(message);

    // Control and format characters can hide text or turn it round; the two joiners are needed to write some languages and emoji.
    private static bool IsReadable(Rune rune) => rune.Value is ZeroWidthNonJoiner or ZeroWidthJoiner || (rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned));
}
