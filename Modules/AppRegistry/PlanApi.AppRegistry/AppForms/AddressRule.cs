using FluentValidation;

namespace PlanApi.AppRegistry.AppForms;

internal static class AddressRule
{
    /// <summary>An address that may be left out.</summary>
    /// <param name="problemOf">One of <see cref="UrlRules"/>.</param>
    public static void Address<T>(this IRuleBuilderInitial<T, string> field, Func<string, string?> problemOf) => field.Custom((url, context) =>
    {
        if (!string.IsNullOrWhiteSpace(url) && problemOf(url.Trim()) is { } problem)
        {
            context.AddFailure(problem);
        }
    });
}
