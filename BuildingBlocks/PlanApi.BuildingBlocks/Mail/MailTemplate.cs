using System.Collections.Concurrent;
using System.Net;
using System.Reflection;
using PlanApi.BuildingBlocks.Web.Languages;
using Scriban;
using Scriban.Runtime;

namespace PlanApi.BuildingBlocks.Mail;

/// <summary>
/// An e-mail's Scriban templates: <c>Name.text.scriban</c>, whose first line is the subject, and <c>Name.html.scriban</c>, both embedded beside
/// the slice that sends them. Values are HTML-encoded in the HTML part. A mail to members has its Spanish in <c>Name.es.text.scriban</c> and <c>Name.es.html.scriban</c>.
/// </summary>
public static class MailTemplate
{
    private static readonly ConcurrentDictionary<(Assembly, string), Template> Parsed = new();

    /// <param name="slice">A type in the slice's namespace; the templates are looked up beside it.</param>
    /// <param name="name">The templates' name without their endings.</param>
    /// <param name="key">The mail's stable key: usually the id of the event it tells of.</param>
    /// <param name="values">What the templates may use, by snake_case name.</param>
    /// <exception cref="InvalidOperationException">A template is missing, malformed, or uses a value that was not given.</exception>
    public static Mail Render(Type slice, string name, string key, string to, IReadOnlyDictionary<string, string> values) => Render(slice, name, key, to, Language.English, values);

    /// <inheritdoc cref="Render(Type, string, string, string, IReadOnlyDictionary{string, string})"/>
    /// <param name="language">What the person reads (BCP 47); anything else than a language of ours is English.</param>
    public static Mail Render(Type slice, string name, string key, string to, string? language, IReadOnlyDictionary<string, string> values)
    {
        name = Language.Find(language) is Language.Spanish ? $"{name}.{Language.Spanish}" : name;
        var text = Part(slice, $"{name}.text", values, static v => v);
        var html = Part(slice, $"{name}.html", values, WebUtility.HtmlEncode);
        var endOfSubject = text.IndexOf('\n', StringComparison.Ordinal);
        var subject = text[..endOfSubject].Trim();
        return new Mail(key, to, subject, text[(endOfSubject + 1)..].Trim() + "\n", html);
    }

    private static string Part(Type slice, string part, IReadOnlyDictionary<string, string> values, Func<string, string?> encode)
    {
        var template = Parsed.GetOrAdd((slice.Assembly, $"{slice.Namespace}.{part}.scriban"), Parse);
        var model = new ScriptObject();
        foreach (var (name, value) in values)
        {
            model[name] = encode(value);
        }

        var context = new TemplateContext { StrictVariables = true };
        context.PushGlobal(model);
        return template.Render(context);
    }

    private static Template Parse((Assembly Assembly, string Resource) key)
    {
        using var stream = key.Assembly.GetManifestResourceStream(key.Resource)
            ?? throw new InvalidOperationException($"The mail template {key.Resource} is not embedded in {key.Assembly.GetName().Name}.");
        using var reader = new StreamReader(stream);
        var template = Template.Parse(reader.ReadToEnd(), key.Resource);
        return template.HasErrors ? throw new InvalidOperationException(string.Join("; ", template.Messages)) : template;
    }
}
