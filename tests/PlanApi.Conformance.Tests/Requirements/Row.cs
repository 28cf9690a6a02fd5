using PlanApi.TestKit;

namespace PlanApi.Conformance.Tests.Requirements;

/// <summary>A numbered requirement of a guide.</summary>
internal sealed record Row(string Set, string Id, string Conformance, string Actors)
{
    private static readonly string[] Servers = ["Server", "Health Plan"];

    /// <summary>Whether it asks something of a server that its guide still asks.</summary>
    public bool Applies => Conformance != "DEPRECATED" && Actors.Split(',', StringSplitOptions.TrimEntries).Any(Servers.Contains);

    /// <summary>All rows of the archive.</summary>
    public static IReadOnlyList<Row> All()
    {
        const string archive = "requirements/requirements.tgz";
        SharedData.Need(archive);
        return
        [
            .. Directory.EnumerateFiles(SharedData.Unpack(archive)!, "*.csv", SearchOption.AllDirectories)
                .SelectMany(f => Csv(File.ReadAllText(f)).Skip(1)).Select(r => new Row(r[0], r[1], r[4], r[5])),
        ];
    }

    // RFC 4180: quoted fields hold commas, line ends and doubled quotes.
    private static IEnumerable<List<string>> Csv(string text)
    {
        List<string> fields = [];
        var field = new System.Text.StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"')
                field.Append(text[++i]);
            else if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
                End();
            else if (c == '\n' && !quoted)
            {
                End();
                yield return fields;
                fields = [];
            }
            else if (c != '\r' || quoted)
                field.Append(c);
        }

        if (field.Length > 0 || fields.Count > 0)
        {
            End();
            yield return fields;
        }

        void End()
        {
            fields.Add(field.ToString());
            field.Clear();
        }
    }
}
