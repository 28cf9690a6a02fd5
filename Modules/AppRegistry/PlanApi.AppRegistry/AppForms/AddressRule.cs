using FluentValidation;

namespace PlanApi.AppRegistry.AppForms;

internal static class AddressRule
{
    /// <summary>An address that may be left out.</summary>
    /// <param name="problemOf">One of <see cref="UrlRules"/>.</param>
    /// <param name="when">The forms in which it counts; null for all.</param>
    public static void Address<T>(this IRuleBuilderInitial<T, string> field, Func<string, string?> problemOf, Predicate<T>? when = null) => field.Custom((url, context) =>
    {
        if (!string.IsNullOrWhiteSpace(url) && when?.Invoke(context.InstanceToValidate) is not false && problemOf(url.Trim()) is { } problem)
        {
            context.AddFailure(problem);
        }
    });
}
