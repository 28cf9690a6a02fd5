using System.Text.RegularExpressions;
using System.Xml.Linq;
using PlanApi.Identity.Contracts;

namespace PlanApi.Architecture.Tests;

/// <summary>What members read is there in Spanish, and says the same with the same values.</summary>
public sealed partial class TranslationsTests
{
    private static readonly string[] AlikeInBoth = ["Error:", "Interfaces", "No", "Plan"];

    /// <summary>What records say: the statuses of FHIR's codes.</summary>
    private static readonly string[] SaidByRecords =
    [
        "Accepted", "Active", "Amended", "Appended", "Cancelled", "Completed", "Corrected", "Final", "In progress", "Inactive", "Not done", "On hold", "Partial", "Planned", "Preliminary", "Preparation",
        "Proposed", "Recurrence", "Registered", "Relapse", "Remission", "Resolved", "Revoked", "Stopped", "Unable to assess",
    ];

    private static readonly Lazy<HashSet<string>> Literals = new(static () =>
    [
        .. Solution.Sources("Modules").Concat(Solution.Sources("BuildingBlocks")).SelectMany(File.ReadLines)
            .Where(static line => !line.TrimStart().StartsWith("///", StringComparison.Ordinal))
            .SelectMany(static line => Literal().Matches(line).Select(static m => Unescaped(m.Groups[1].Value))),
    ]);

    public static TheoryData<string> Files => [.. Solution.Files("Texts.es.resx").Select(f => Path.GetRelativePath(Solution.Root, f))];

    [Fact]
    public void Four_modules_and_the_frame_of_pages_speak_Spanish() => Files.Count.ShouldBe(5);

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_text_that_is_said_has_its_translation(string file)
    {
        var translated = Texts(file).Keys;
        var said = Solution.Sources(Path.GetDirectoryName(file)!)
            .SelectMany(source => Said().Matches(File.ReadAllText(source)).Select(m => Unescaped(m.Groups[1].Value))).Distinct().ToList();

        said.Count.ShouldBeGreaterThan(20);
        said.Except(translated).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_translation_is_of_a_text_that_the_sources_or_records_hold(string file) => Texts(file).Keys.Except(Literals.Value).Except(SaidByRecords).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_translation_is_another_text_with_the_same_values_in_it(string file)
    {
        foreach (var (english, spanish) in Texts(file))
        {
            Values(spanish).ShouldBe(Values(english), english);
            (spanish == english).ShouldBe(AlikeInBoth.Contains(english), english);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_a_member_may_be_to_a_patient_is_said_in_every_module(string file)
    {
        if (file.StartsWith("Modules", StringComparison.Ordinal))
        {
            Relationships.ToOthers.Except(Texts(file).Keys).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Every_Spanish_mail_uses_what_the_English_one_uses()
    {
        var mails = Solution.Files("*.es.*.scriban").ToList();

        mails.ShouldNotBeEmpty();
        foreach (var mail in mails)
        {
            var english = mail.Replace(".es.", ".", StringComparison.Ordinal);
            Placeholders(mail).ShouldBe(Placeholders(english), mail);
        }
    }

    private static string Unescaped(string literal) => literal.Replace("\\\"", "\"", StringComparison.Ordinal);

    private static Dictionary<string, string> Texts(string file) =>
        XDocument.Load(Path.Combine(Solution.Root, file)).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    private static List<string> Values(string text) => [.. Value().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal)];

    private static List<string> Placeholders(string file) => [.. Placeholder().Matches(File.ReadAllText(file)).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex("""\bSay\("((?:[^"\\]|\\.)*)"[,)]""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Said();

    // From each quote to the next: an attribute that says a text has quotes within quotes.
    [GeneratedRegex("""
        "(?=((?:[^"\\]|\\.)*)")
        """, RegexOptions.IgnorePatternWhitespace, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Value();

    [GeneratedRegex(@"\{\{.*?\}\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
