using FastEndpoints;
using FluentValidation;
using PlanApi.AppRegistry.Contracts;
using PlanApi.BuildingBlocks.Smart;
using PlanApi.BuildingBlocks.Web;

namespace PlanApi.AppRegistry.AppForms;

/// <summary>What the sandbox asks of an application. Production asks for more, when a request is sent.</summary>
internal sealed class AppFormRules : Validator<AppForm>
{
    public const int MaxRedirectUrls = 10;

    /// <summary>In the order of the form: the page lists what is wrong in the order of the rules.</summary>
    public AppFormRules()
    {
        RuleFor(f => f.Name).NotBlank("Enter a name for the application").Line(80);
        RuleFor(f => f.OAuthType).IsNameOf<AppForm, ClientOAuthType>("Choose how the application proves itself");
        RuleFor(f => f.RedirectUrls).Must(static (form, _) => form.RedirectUrlList.Count <= MaxRedirectUrls).WithMessage($"Enter at most {MaxRedirectUrls} redirect URLs");
        RuleFor(f => f.RedirectUrls).Custom(static (_, context) => CheckRedirects(context));
        RuleFor(f => f.LaunchUrl).Address(UrlRules.OfLaunch);
        RuleFor(f => f.LogoUrl).Address(UrlRules.OfPage);
        RuleFor(f => f.OrganizationName).Line(200);
        RuleFor(f => f.OrganizationWebsite).Address(UrlRules.OfPage);
        RuleFor(f => f.PrivacyPolicyUrl).Address(UrlRules.OfPage);
        RuleFor(f => f.SecurityPolicyUrl).Address(UrlRules.OfPage);
        RuleFor(f => f.TermsOfServiceUrl).Address(UrlRules.OfPage);
        RuleFor(f => f.Description).Paragraphs(2000);
        RuleFor(f => f.Category).IsNameOf<AppForm, AppCategory>("Choose a category from the list");
        RuleFor(f => f.Platforms).Must(static platforms => platforms.All(Enum.GetNames<AppPlatform>().Contains)).WithMessage("Choose platforms from the list");
        RuleFor(f => f.Scopes).NotEmpty().WithMessage("Choose at least one scope");
        RuleFor(f => f.Scopes).Must(static scopes => scopes.All(ScopeSet.Supported.Contains)).WithMessage("Choose scopes from the list");
        RuleFor(f => f.ApplicationType).IsNameOf<AppForm, ApplicationType>("Choose where the application runs");
        RuleFor(f => f.JwksUrl).Must(static (form, url) => string.IsNullOrWhiteSpace(url) != string.IsNullOrWhiteSpace(form.Jwks))
            .WithMessage("Enter the URL of the JWK Set, or the JWK Set itself: one of the two").When(static f => f.HasPrivateKey);
        RuleFor(f => f.JwksUrl).Address(UrlRules.OfKeys, static f => f.HasPrivateKey);
        RuleFor(f => f.Jwks).Custom(static (jwks, context) => CheckKeys(jwks, context));
    }

    private static void CheckRedirects(FluentValidation.ValidationContext<AppForm> context)
    {
        var form = context.InstanceToValidate;
        var type = Enum.TryParse<ApplicationType>(form.ApplicationType, out var chosen) ? chosen : ApplicationType.Web;
        var problem = form.RedirectUrlList.Select(url => (url, Problem: UrlRules.OfRedirect(url, type))).FirstOrDefault(p => p.Problem is not null);
        if (problem.Problem is not null)
        {
            context.AddFailure(form.RedirectUrlList.Count > 1 ? $"{Shortened(problem.url)}: {problem.Problem}" : problem.Problem);
        }
    }

    private static void CheckKeys(string jwks, FluentValidation.ValidationContext<AppForm> context)
    {
        if (context.InstanceToValidate.HasPrivateKey && !string.IsNullOrWhiteSpace(jwks) && KeySetRules.ProblemOf(jwks) is { } problem)
        {
            context.AddFailure(problem);
        }
    }

    private static string Shortened(string url) => url.Length <= 60 ? url : $"{url[..60]}…";
}
