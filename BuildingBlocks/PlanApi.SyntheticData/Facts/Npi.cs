namespace PlanApi.SyntheticData.Facts;

/// <summary>National Provider Identifiers of made-up providers: they begin with 99, and none that begin with 9 are given out.</summary>
internal static class Npi
{
    /// <param name="digits">The first nine; the check digit (Luhn over the prefix 80840, 45 CFR 162.406) is added.</param>
    public static string Of(int digits)
    {
        var (sum, text) = (24, $"{digits:000000000}");
        for (var i = 0; i < text.Length; i++)
        {
            var digit = text[i] - '0';
            sum += i % 2 == 0 ? (digit * 2 / 10) + (digit * 2 % 10) : digit;
        }

        return $"{text}{(10 - (sum % 10)) % 10}";
    }
}
