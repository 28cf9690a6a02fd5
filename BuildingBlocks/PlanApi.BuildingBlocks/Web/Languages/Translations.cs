using System.Collections;
using System.Collections.Frozen;
using System.Globalization;
using System.Resources;

namespace PlanApi.BuildingBlocks.Web.Languages;

/// <summary>
/// The texts of one module in other languages than English. The English text stands where it is used and is the key; its translation is in the module's
/// <c>Texts.es.resx</c>, the format that translators' tools read. What has no translation is said in English.
/// </summary>
/// <param name="texts">The module's class of that name, beside the file.</param>
public sealed class Translations(Type texts)
{
    private readonly Lazy<FrozenDictionary<string, string>> _spanish = new(() => Read(texts, Language.Spanish));

    public string Say(string english) =>
        Language.Current == Language.Spanish && _spanish.Value.TryGetValue(english, out var translated) ? translated : english;

    /// <param name="english">With a place for each value: <c>{0}</c>, <c>{1}</c>.</param>
    public string Say(string english, params object[] values) => string.Format(CultureInfo.InvariantCulture, Say(english), values);

    private static FrozenDictionary<string, string> Read(Type texts, string tag)
    {
        var manager = new ResourceManager(texts.FullName!, texts.Assembly);
        var set = manager.GetResourceSet(CultureInfo.GetCultureInfo(tag), createIfNotExists: true, tryParents: false)
            ?? throw new InvalidOperationException($"{texts.Assembly.GetName().Name} has no texts in {tag}.");
        return set.Cast<DictionaryEntry>().ToFrozenDictionary(e => (string)e.Key, e => (string)e.Value!);
    }
}
