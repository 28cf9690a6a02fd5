using FluentValidation;
using PlanApi.BuildingBlocks.Web;

namespace PlanApi.Enrollment.EnrollVendor;

/// <summary>What an organization's details must be, when it enrolls and whenever they are changed.</summary>
internal static class OrganizationRules
{
    public static void LegalName<T>(this IRuleBuilderInitial<T, string> field) =>
        field.Cascade(CascadeMode.Stop).NotBlank("Enter your organization's legal name").Line(200);

    public static void Website<T>(this IRuleBuilderInitial<T, string> field) => field.Cascade(CascadeMode.Stop)
        .NotEmpty().WithMessage("Enter your organization's website")
        .MaximumLength(300).WithMessage("The website's address is too long: use at most 300 characters")
        .Must(IsWebsite).WithMessage("Enter the website's whole address, such as https://www.company.com");

    public static void Country<T>(this IRuleBuilderInitial<T, string> field) => field.Must(Countries.Contains).WithMessage("Choose your organization's country");

    private static bool IsWebsite(string text) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.UserInfo.Length == 0
        && uri.Host.Contains('.', StringComparison.Ordinal)
        && !text.Trim().Any(char.IsControl);
}
