using System.Globalization;

namespace PlanApi.Fhir.Index;

/// <summary>
/// Latin letters without their accents. The runtime's own decomposition needs the machine's Unicode library, which hosts of ours may not
/// have, and the index must not depend on the machine.
/// </summary>
internal static class Accents
{
    private const string From00C0 =
        "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuytyaaaaaaccccccccddddeeeeeeeeeegggg" +
        "gggghhhhiiiiiiiiii..jjkkkllllll..llnnnnnn.nnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    private const string From01CD =
        "aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa....aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooo" +
        "oooooyy";

    private const string From1E00 =
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr" +
        "ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy......aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee" +
        "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy";

    /// <summary>Whether the character is an accent of its own, to be left out.</summary>
    public static bool IsMark(char c) => c >= '\u0300' && CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;

    /// <summary>The letter in lower case and without its accent; other characters as they are, in lower case.</summary>
    public static char Fold(char c)
    {
        if (c < '\u00c0')
            return char.ToLowerInvariant(c);
        var letter = Letter(c, From00C0, '\u00c0') ?? Letter(c, From01CD, '\u01cd') ?? Letter(c, From1E00, '\u1e00');
        return letter is null or '.' ? char.ToLowerInvariant(c) : letter.Value;
    }

    private static char? Letter(char c, string table, char first) => c >= first && c - first < table.Length ? table[c - first] : null;
}
