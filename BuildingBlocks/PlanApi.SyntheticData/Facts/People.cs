using PlanApi.SyntheticData.Stories;

namespace PlanApi.SyntheticData.Facts;

/// <summary>Draws the people of a household: one home, one family name, one contract.</summary>
internal static class People
{
    private static readonly string[] Women = ["Amara", "Beatrice", "Carmen", "Dalia", "Elena", "Farah", "Grace", "Hannah", "Ines", "Joanna", "Keiko", "Leila", "Miriam", "Nadia", "Olivia", "Renata"];
    private static readonly string[] Men = ["Adrian", "Bruno", "Caleb", "Dmitri", "Elias", "Felix", "Gabriel", "Hassan", "Ivan", "Jerome", "Kenji", "Lucas", "Mateo", "Nolan", "Omar", "Rafael"];
    private static readonly string[] Families = ["Abbott", "Barros", "Castellano", "Delacroix", "Eriksen", "Fontaine", "Galvez", "Haddad", "Ibarra", "Jankowski", "Kowalczyk", "Lindqvist", "Marchetti", "Nakamura", "Okafor", "Petrova", "Quintero", "Rosenthal", "Santiago", "Thornton"];
    private static readonly string[] Streets = ["Alder Street", "Birch Lane", "Chestnut Avenue", "Elm Court", "Harbor Road", "Juniper Drive", "Maple Street", "Orchard Way"];

    /// <summary>In the order of the parts; dependents share the first one's home, family name and contract, and so do all others but for the contract.</summary>
    public static IReadOnlyList<Member> Of(HouseholdSeed seed, IReadOnlyList<Part> parts)
    {
        var chance = seed.ChanceFor("people");
        var town = TownOf(seed, chance);
        var home = new Home($"{chance.Between(11, 989)} {chance.Of(Streets)}", town.City, town.State, town.PostalCode);
        var family = new Kin(chance.Of(Families), chance.Of(Race.All), chance.Percent(20), home, Contract(chance));
        family = seed.Personas is [{ MemberNumber: { } number }, ..] ? family with { Contract = number[..number.IndexOf('-', StringComparison.Ordinal)] } : family;
        List<Member> people = [];
        foreach (var part in parts)
        {
            people.Add(One(seed, people, part, chance, people.Count > 0 && !part.IsDependent ? family with { Contract = Contract(chance) } : family));
        }

        return people;
    }

    // Those of a scenario near the providers whom its story names.
    private static Town TownOf(HouseholdSeed seed, Chance chance)
    {
        var drawn = chance.Of(seed.IsPlan ? Town.All : Town.NearSpringfield);
        return seed.Personas is [{ PostalCode: { } told }, ..] ? Town.All.First(t => t.PostalCode == told) : drawn;
    }

    private static string Contract(Chance chance) => $"{chance.Between(100_000_000, 999_999_999)}";

    private static Member One(HouseholdSeed seed, IReadOnlyList<Member> before, Part part, Chance chance, Kin kin)
    {
        var n = before.Count;
        var persona = seed.Personas.ElementAtOrDefault(n);
        var native = part.Script is { } script ? chance.Of(script.Names) : null;
        var female = persona?.Female ?? native?.Female ?? part.Female ?? chance.Percent(50);
        female = persona is null && part.Role is Role.Spouse ? !before[0].Female : female;
        var given = persona?.Given ?? native?.LatinGiven ?? chance.Of(female ? Women : Men);
        var family = persona?.Family ?? native?.LatinFamily ?? kin.Family;
        var years = chance.Between(part.From, part.To);
        var drawn = chance.Between(0, 25);
        // No two of a household have one name, by which they are told apart.
        var middleInitial = Enumerable.Range(drawn, 26).Select(i => $"{(char)('A' + i % 26)}").First(i => !before.Any(b => (b.Given, b.MiddleInitial, b.Family) == (given, i, family)));
        var born = seed.AsOf.AddYears(-years).AddDays(-chance.Between(years == 0 ? 190 : 30, years == 0 ? 240 : 300));
        return new Member(
            seed.PatientId(n),
            given,
            middleInitial,
            family,
            female,
            persona?.BirthDate ?? born,
            kin.Race,
            kin.Hispanic,
            kin.Home,
            $"({chance.Between(201, 989)}) 555-01{chance.Between(10, 99)}",
            $"{given}.{family}@example.com".Replace(' ', '.').ToLowerInvariant(),
            persona?.MemberNumber ?? $"{kin.Contract}-{(part.IsDependent ? n + 1 : 1):00}")
        {
            Native = native,
            Script = part.Script,
            Rich = part.Rich,
            Died = part.DiedDaysAgo is { } ago ? seed.AsOf.AddDays(-ago) : null,
        };
    }

    private sealed record Kin(string Family, Race Race, bool Hispanic, Home Home, string Contract);
}
