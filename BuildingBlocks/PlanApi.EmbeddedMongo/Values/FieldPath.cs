using System.Text;

namespace PlanApi.EmbeddedMongo.Values;

/// <summary>A dotted path, split once: the parts in UTF-8, and the array positions among them.</summary>
internal sealed class FieldPath
{
    /// <summary>How many parts a path may have (MongoDB's limit); a document cannot be as deep.</summary>
    private const int MaxParts = 200;

    public FieldPath(string dotted)
    {
        Dotted = dotted;
        var parts = Split(dotted);
        Parts = Array.ConvertAll(parts, Encoding.UTF8.GetBytes);
        Positions = Array.ConvertAll(parts, Position);
    }

    /// <summary>The parts of a path.</summary>
    /// <exception cref="CommandException">The path is too long.</exception>
    public static string[] Split(string dotted) =>
        dotted.AsSpan().Count('.') < MaxParts ? dotted.Split('.') : throw new CommandException(ErrorCode.Overflow, $"FieldPath is too long: it may have {MaxParts} parts");

    public string Dotted { get; }
    public byte[][] Parts { get; }

    /// <summary>For each part the array position it can name, or −1.</summary>
    public int[] Positions { get; }

    public int Length => Parts.Length;
    public bool HasPosition => Array.Exists(Positions, p => p >= 0);

    public bool IsDigits(int part) => Parts[part] is { Length: > 0 } text && !text.AsSpan().ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>The position a part names: digits without a leading zero; −1 for any other name.</summary>
    public static int Position(string part) =>
        part.Length is > 0 and < 8 && !part.AsSpan().ContainsAnyExceptInRange('0', '9') && (part.Length == 1 || part[0] != '0') ? int.Parse(part, System.Globalization.CultureInfo.InvariantCulture) : -1;

    /// <summary>Whether this path is the other, or lies under it.</summary>
    public bool IsAtOrUnder(string other) =>
        Dotted.StartsWith(other, StringComparison.Ordinal) && (Dotted.Length == other.Length || Dotted[other.Length] == '.');

    public override string ToString() => Dotted;
}
