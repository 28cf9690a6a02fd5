using PlanApi.AppRegistry.Contracts;

namespace PlanApi.AppRegistry.EditApp;

internal static class Differences
{
    public static IReadOnlyList<SavedFieldView> Between(AppDetails saved, AppDetails typed) =>
        [.. AppDetailLine.Of(saved).Zip(AppDetailLine.Of(typed)).Where(p => p.First != p.Second).Select(p => new SavedFieldView(p.First.Label, p.First.Value))];
}
