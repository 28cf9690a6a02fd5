using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using PlanApi.AppRegistry.Contracts;
using PlanApi.ProductionReview.Contracts;
using PlanApi.ProductionReview.Data;

namespace PlanApi.ProductionReview.Gallery;

/// <summary>What somebody looks for in the gallery: it stands in the address, so that it can be kept and sent on.</summary>
/// <param name="Words">As typed; an app is found that has them all, in whatever order.</param>
/// <param name="Page">From 1.</param>
public sealed record GallerySearch(string Words, AppCategory? Category, AppPlatform? Platform, int Page)
{
    public const string WordsField = "q", CategoryField = "category", PlatformField = "platform", PageField = "page";
    private const int MaxLength = 100, MaxWords = 8;

    public bool Narrows => Words.Length > 0 || Category is not null || Platform is not null;

    /// <summary>What cannot be understood narrows nothing.</summary>
    internal static GallerySearch Of(IQueryCollection query)
    {
        var words = string.Concat(query[WordsField].ToString().Where(static c => !char.IsControl(c))).Trim();
        return new(
            words.Length > MaxLength ? words[..MaxLength] : words,
            NameIn<AppCategory>(query[CategoryField].ToString()),
            NameIn<AppPlatform>(query[PlatformField].ToString()),
            int.TryParse(query[PageField], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 ? page : 1);
    }

    /// <summary>Those that fit, by name; the ones that have all words in their name come first.</summary>
    internal IReadOnlyList<LiveApp> In(IReadOnlyList<ListedApp> apps)
    {
        var words = ListedApp.Folded(Words).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MaxWords).ToList();
        return
        [
            .. apps.Where(a => Category is null || a.App.Details.Category == Category)
                .Where(a => Platform is not { } platform || a.App.Details.Platforms.Contains(platform))
                .Where(a => words.TrueForAll(w => a.Text.Contains(w, StringComparison.Ordinal)))
                .OrderBy(a => words.TrueForAll(w => a.NameText.Contains(w, StringComparison.Ordinal)) ? 0 : 1)
                .Select(a => a.App),
        ];
    }

    /// <summary>The address of another page of the same search.</summary>
    public string PathOf(int page)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[] { (WordsField, Words), (CategoryField, $"{Category}"), (PlatformField, $"{Platform}"), (PageField, page > 1 ? $"{page}" : "") })
        {
            if (value.Length > 0)
            {
                query.Add(name, value);
            }
        }

        return $"{ProductionReviewPaths.Gallery}{query}#found";
    }

    private static T? NameIn<T>(string name) where T : struct, Enum => Enum.GetNames<T>().Contains(name) ? Enum.Parse<T>(name) : null;
}
