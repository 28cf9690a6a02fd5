using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PlanApi.BuildingBlocks.Web;

/// <summary>How an app is shown: its logo in fixed sizes, or its initials on a colour that follows from the name.</summary>
public static class AppPicture
{
    /// <summary>Width and height in pixels; pages show each in half of it, which is sharp on fine screens.</summary>
    public const int Small = 96, Large = 256;

    private const int Tints = 8;

    /// <summary>Address of a picture whose folder is this one.</summary>
    public static string File(string folder, int size) => $"{folder}/{size}.png";

    /// <summary>The picture that a file's name asks for.</summary>
    public static IResult Reply(string file, byte[] small, byte[] large) => file switch
    {
        "96.png" => new ImmutablePng(small),
        "256.png" => new ImmutablePng(large),
        _ => Html.NotFound,
    };

    /// <summary>The first letters of the first two words that begin with one; a dot where none does.</summary>
    public static string InitialsOf(string name)
    {
        var words = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(static w => char.IsLetterOrDigit(w, 0)).Take(2);
        var initials = string.Concat(words.Select(static w => StringInfo.GetNextTextElement(w)));
        return initials.Length > 0 ? initials.ToUpperInvariant() : "·";
    }

    /// <summary>Which of the stylesheet's tints: the same for a name wherever and whenever it is shown.</summary>
    public static int TintOf(string name) => (int)(name.Aggregate(2166136261u, static (hash, c) => unchecked((hash ^ c) * 16777619u)) % Tints);
}
