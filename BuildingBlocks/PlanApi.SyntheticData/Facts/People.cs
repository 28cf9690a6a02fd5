namespace PlanApi.SyntheticData.Facts;

/// <summary>Draws the people of a household: one home, one family name, one contract.</summary>
internal static class People
{
    private static readonly string[] Women = ["Amara", "Beatrice", "Carmen", "Dalia", "Elena", "Farah", "Grace", "Hannah", "Ines", "Joanna", "Keiko", "Leila", "Miriam", "Nadia", "Olivia", "Renata"];
    private static readonly string[] Men = ["Adrian", "Bruno", "Caleb", "Dmitri", "Elias", "Felix", "Gabriel", "Hassan", "Ivan", "Jerome", "Kenji", "Lucas", "Mateo", "Nolan", "Omar", "Rafael"];
    private static readonly string[] Families = ["Abbott", "Barros", "Castellano", "Delacroix", "Eriksen", "Fontaine", "Galvez", "Haddad", "Ibarra", "Jankowski", "Kowalczyk", "Lindqvist", "Marchetti", "Nakamura", "Okafor", "Petrova", "Quintero", "Rosenthal", "Santiago", "Thornton"];
    private static readonly string[] Streets = ["Alder Street", "Birch Lane", "Chestnut Avenue", "Elm Court", "Harbor Road", "Juniper Drive", "Maple Street", "Orchard Way"];
    private static readonly (string City, string State, string Zip)[] Cities = [("Hartford", "CT", "06103"), ("Springfield", "MA", "01103"), ("Providence", "RI", "02903"), ("Albany", "NY", "12207"), ("Dayton", "OH", "45402"), ("Madison", "WI", "53703")];

    /// <summary>The adult first, then the child when there is one.</summary>
    public static IReadOnlyList<Member> Of(HouseholdSeed seed)
    {
        var chance = seed.ChanceFor("people");
        var city = chance.Of(Cities);
        var home = new Home($"{chance.Between(11, 989)} {chance.Of(Streets)}", city.City, city.State, city.Zip);
        var (family, race, hispanic) = (chance.Of(Families), chance.Of(Race.All), chance.Percent(20));
        var contract = $"{chance.Between(100_000_000, 999_999_999)}";
        return [.. Enumerable.Range(0, seed.Scenario.People).Select(n => One(seed, n, chance, family, race, hispanic, home, contract))];
    }

    private static Member One(HouseholdSeed seed, int n, Chance chance, string family, Race race, bool hispanic, Home home, string contract)
    {
        var persona = seed.Personas.ElementAtOrDefault(n);
        var female = persona?.Female ?? chance.Percent(50);
        var given = persona?.Given ?? chance.Of(female ? Women : Men);
        var years = n == 0 ? chance.Between(41, 58) : chance.Between(6, 9);
        var middleInitial = (char)('A' + chance.Between(0, 25));
        var born = seed.AsOf.AddYears(-years).AddDays(-chance.Between(30, 300));
        return new Member(
            seed.PatientId(n),
            given,
            $"{middleInitial}",
            persona?.Family ?? family,
            female,
            persona?.BirthDate ?? born,
            race,
            hispanic,
            home,
            $"({chance.Between(201, 989)}) 555-01{chance.Between(10, 99)}",
            $"{given}.{persona?.Family ?? family}@example.com".ToLowerInvariant(),
            persona?.MemberNumber ?? $"{contract}-{n + 1:00}");
    }
}
