using System.Text.RegularExpressions;
using FastEndpoints;
using FluentValidation;
using PlanApi.BuildingBlocks.People;
using PlanApi.BuildingBlocks.Security;

namespace PlanApi.Enrollment.EnrollVendor;

public sealed record EnrollmentForm
{
    /// <summary>Made anew each time the empty form is shown.</summary>
    public string FormId { get; init; } = "";
    public string FirstName { get; init; } = "";
    public string LastName { get; init; } = "";
    public string Email { get; init; } = "";
    public string Phone { get; init; } = "";
    public string JobTitle { get; init; } = "";
    public string OrganizationName { get; init; } = "";
    public string OrganizationWebsite { get; init; } = "";
    public string Country { get; init; } = "";
    public string Purpose { get; init; } = "";
    public string AcceptTerms { get; init; } = "";

    /// <summary>The same for two presses of one button, another one as soon as anything was changed between them.</summary>
    internal string Submission => Secrets.Hash(string.Join('\n', FormId, FirstName, LastName, Email, Phone, JobTitle, OrganizationName, OrganizationWebsite, Country, Purpose));
}

internal sealed partial class EnrollmentRules : Validator<EnrollmentForm>
{
    public EnrollmentRules()
    {
        Line(f => f.FirstName, "your first name", 80);
        Line(f => f.LastName, "your last name", 80);
        RuleFor(f => f.Email).Cascade(CascadeMode.Stop)
            .NotEmpty().WithMessage("Enter your work e-mail address")
            .Must(e => EmailAddress.IsValid(e.Trim())).WithMessage("Enter an e-mail address such as name@company.com");
        RuleFor(f => f.Phone)
            .Must(p => p.Length == 0 || (p.Length <= 40 && PhoneNumber().IsMatch(p))).WithMessage("Enter a phone number such as +1 555 010 0199, or leave it empty");
        RuleFor(f => f.JobTitle).Cascade(CascadeMode.Stop)
            .MaximumLength(100).WithMessage("Your job title is too long: use at most 100 characters")
            .Must(BeOneLine).WithMessage("Enter your job title on one line");
        Line(f => f.OrganizationName, "your organization's legal name", 200);
        RuleFor(f => f.OrganizationWebsite).Cascade(CascadeMode.Stop)
            .NotEmpty().WithMessage("Enter your organization's website")
            .MaximumLength(300).WithMessage("The website's address is too long: use at most 300 characters")
            .Must(BeWebsite).WithMessage("Enter the website's whole address, such as https://www.company.com");
        RuleFor(f => f.Country).Must(Countries.Contains).WithMessage("Choose your organization's country");
        RuleFor(f => f.Purpose).Cascade(CascadeMode.Stop)
            .NotEmpty().WithMessage("Say what your app is for")
            .MaximumLength(2000).WithMessage("Use at most 2,000 characters to say what your app is for");
        RuleFor(f => f.AcceptTerms).Equal("yes").WithMessage("Accept the terms of use to enroll");
    }

    private void Line(System.Linq.Expressions.Expression<Func<EnrollmentForm, string>> field, string what, int maxLength) => RuleFor(field).Cascade(CascadeMode.Stop)
        .NotEmpty().WithMessage($"Enter {what}")
        .MaximumLength(maxLength).WithMessage($"This is too long for {what}: use at most {maxLength} characters")
        .Must(BeOneLine).WithMessage($"Enter {what} on one line");

    private static bool BeOneLine(string text) => !text.Any(char.IsControl);

    private static bool BeWebsite(string text) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.UserInfo.Length == 0
        && uri.Host.Contains('.', StringComparison.Ordinal)
        && BeOneLine(text.Trim());

    [GeneratedRegex(@"\A\s*\+?(?:[0-9][\s().\-/x]*|[(][\s]*){5,20}\s*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 250)]
    private static partial Regex PhoneNumber();
}
