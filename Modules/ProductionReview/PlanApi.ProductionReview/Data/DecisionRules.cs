using FluentValidation;
using PlanApi.BuildingBlocks.Web;

namespace PlanApi.ProductionReview.Data;

internal static class DecisionRules
{
    private const int MaxReason = 2000;

    public static IRuleBuilderOptions<T, string> IsPublished<T>(this IRuleBuilder<T, string> field) =>
        field.Must(static key => Criterion.Find(key) is not null).WithMessage("Choose the criterion that it stands on");

    public static IRuleBuilderOptions<T, string> IsReason<T>(this IRuleBuilder<T, string> field) =>
        field.NotBlank("Give the reason: it reaches the vendor").IsRemark();

    public static IRuleBuilderOptions<T, string> IsRemark<T>(this IRuleBuilder<T, string> field) => field.Paragraphs(MaxReason);
}
