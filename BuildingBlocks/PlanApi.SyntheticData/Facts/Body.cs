using PlanApi.SyntheticData.Resources;

namespace PlanApi.SyntheticData.Facts;

/// <summary>Plausible measurements by age and sex, around the medians of CDC's growth charts and adult surveys.</summary>
internal static class Body
{
    public static Vitals Of(Member person, DateOnly day, Chance chance)
    {
        var age = person.AgeOn(day);
        if (age >= 18)
        {
            var tall = person.Female ? chance.Tenths(153, 172) : chance.Tenths(166, 187);
            var mass = chance.Tenths(22, 34);
            return new(tall, Math.Round(mass * tall * tall / 10_000, 1), 108 + (age / 3) + chance.Between(-6, 8), 66 + (age / 6) + chance.Between(-4, 5), chance.Between(60, 84));
        }

        var height = HeightOf(age == 0 ? Months(person, day) / 12m : age) + chance.Tenths(-2, 2);
        var bodyMass = age < 2 ? chance.Tenths(16, 18) : chance.Tenths(15, 17) + (age > 8 ? (age - 8) * 0.55m : 0);
        return new(height, Math.Round(bodyMass * height * height / 10_000, 1), 86 + (age * 2) + chance.Between(-3, 3), 54 + age + chance.Between(-3, 4), Math.Max(68, 120 - (age * 3)) + chance.Between(-4, 4));
    }

    public static int Months(Member person, DateOnly day) => (day.DayNumber - person.BirthDate.DayNumber) * 12 / 365;

    // Centimetres: half a metre at birth, then a half, an eighth and some six centimetres a year.
    private static decimal HeightOf(decimal years) => Math.Round(
        years < 1 ? 50 + (25 * years) : years < 2 ? 75 + (12 * (years - 1)) : Math.Min(87 + (6.2m * (years - 2)), 172), 1);
}
