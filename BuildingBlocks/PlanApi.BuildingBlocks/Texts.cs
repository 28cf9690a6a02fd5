using PlanApi.BuildingBlocks.Web.Languages;

namespace PlanApi.BuildingBlocks;

/// <summary>What the frame of every page, and the rules of its fields, say.</summary>
internal static class Texts
{
    private static readonly Translations Translations = new(typeof(Texts));

    public static string Say(string english) => Translations.Say(english);

    public static string Say(string english, params object[] values) => Translations.Say(english, values);
}
