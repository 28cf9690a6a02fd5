namespace PlanApi.EmbeddedMongo.Tests.Differential;

/// <summary>What generators ask of a seed's numbers.</summary>
internal static class Choices
{
    public static bool Chance(this Dice dice, int percent) => dice.Next(100) < percent;

    public static T Of<T>(this Dice dice, params T[] choices) => choices[dice.Next(choices.Length)];

    /// <summary>One of several ways of making something; only the chosen one is taken.</summary>
    public static T By<T>(this Dice dice, params Func<T>[] ways) => ways[dice.Next(ways.Length)]();

    public static List<T> Several<T>(this Dice dice, int least, int most, Func<T> make)
    {
        var made = new List<T>();
        for (var left = dice.Next(least, most + 1); left > 0; left--) made.Add(make());
        return made;
    }
}
