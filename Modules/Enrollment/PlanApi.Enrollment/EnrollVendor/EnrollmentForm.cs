using System.Text.RegularExpressions;
using FastEndpoints;
using FluentValidation;
using PlanApi.BuildingBlocks.People;
using PlanApi.BuildingBlocks.Security;
using PlanApi.BuildingBlocks.Web;

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
        RuleFor(f => f.FirstName).Cascade(CascadeMode.Stop).NotBlank("Enter your first name").Line(80);
        RuleFor(f => f.LastName).Cascade(CascadeMode.Stop).NotBlank("Enter your last name").Line(80);
        RuleFor(f => f.Email).Cascade(CascadeMode.Stop)
            .NotEmpty().WithMessage("Enter your work e-mail address")
            .Must(e => EmailAddress.IsValid(e.Trim())).WithMessage("Enter an e-mail address such as name@company.com");
        RuleFor(f => f.Phone)
            .Must(p => p.Length == 0 || (p.Length <= 40 && PhoneNumber().IsMatch(p))).WithMessage("Enter a phone number such as +1 555 010 0199, or leave it empty");
        RuleFor(f => f.JobTitle).Line(100);
        RuleFor(f => f.OrganizationName).LegalName();
        RuleFor(f => f.OrganizationWebsite).Website();
        RuleFor(f => f.Country).Country();
        RuleFor(f => f.Purpose).Cascade(CascadeMode.Stop)
            .NotEmpty().WithMessage("Say what your app is for")
            .MaximumLength(2000).WithMessage("Use at most 2,000 characters to say what your app is for");
        RuleFor(f => f.AcceptTerms).Equal("yes").WithMessage("Accept the terms of use to enroll");
    }

    [GeneratedRegex(@"\A\s*\+?(?:[0-9][\s().\-/x]*|[(][\s]*){5,20}\s*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 250)]
    private static partial Regex PhoneNumber();
}
