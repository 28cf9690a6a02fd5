using System.Globalization;
using FastEndpoints;
using FluentValidation;
using PlanApi.BuildingBlocks.Web;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.Identity.ActivateMember;

/// <summary>What a member tells to be found in the plan's records, as typed.</summary>
public abstract record MemberDetailsForm
{
    public string MemberNumber { get; init; } = "";
    public string BirthDate { get; init; } = "";
    public string PostalCode { get; init; } = "";

    /// <summary>Of a form that follows the rules.</summary>
    internal MemberDetails Details() => new(MemberNumber.Trim(), DateOf(BirthDate)!.Value, PostalCodeOf(PostalCode)!);

    internal static DateOnly? DateOf(string text) =>
        DateOnly.TryParseExact(text.Trim(), ["yyyy-MM-dd", "M/d/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>Five digits; those of a ZIP+4 code that come first.</summary>
    internal static string? PostalCodeOf(string text) => text.Trim() is { Length: 5 or 10 } code && code.AsSpan(0, 5).IndexOfAnyExceptInRange('0', '9') < 0 && (code.Length == 5 || code[5] == '-') ? code[..5] : null;
}

internal abstract class MemberDetailsRules<TForm> : Validator<TForm>
    where TForm : MemberDetailsForm
{
    protected MemberDetailsRules(TimeProvider clock)
    {
        RuleFor(f => f.MemberNumber).Cascade(CascadeMode.Stop).NotBlank(static () => Texts.Say("Enter the member number on your card")).Line(40);
        RuleFor(f => f.BirthDate).Must(text => MemberDetailsForm.DateOf(text) is { } date && date.Year > 1880 && date <= DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime))
            .Says(static () => Texts.Say("Enter your date of birth, such as 1984-09-30"));
        RuleFor(f => f.PostalCode).Must(static text => MemberDetailsForm.PostalCodeOf(text) is not null).Says(static () => Texts.Say("Enter the ZIP code of your address, five digits"));
    }
}
