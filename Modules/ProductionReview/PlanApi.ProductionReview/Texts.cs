using PlanApi.BuildingBlocks.Web.Languages;

namespace PlanApi.ProductionReview;

/// <summary>What the module's pages for members say, in the language of the page; <c>Texts.es.resx</c> beside it holds the Spanish.</summary>
internal static class Texts
{
    private static readonly Translations Translations = new(typeof(Texts));

    public static string Say(string english) => Translations.Say(english);

    public static string Say(string english, params object[] values) => Translations.Say(english, values);
}
