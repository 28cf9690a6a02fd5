using PlanApi.AppRegistry.Contracts;

namespace PlanApi.ProductionReview.Data;

internal static class AppKind
{
    /// <summary>What an app is for and on what it runs, in a few words.</summary>
    public static string Of(AppDetails details) => details.Platforms.Count == 0
        ? Texts.Say(AppWords.NameOf(details.Category))
        : $"{Texts.Say(AppWords.NameOf(details.Category))} · {string.Join(", ", details.Platforms.Select(p => Texts.Say(AppWords.NameOf(p))))}";
}
