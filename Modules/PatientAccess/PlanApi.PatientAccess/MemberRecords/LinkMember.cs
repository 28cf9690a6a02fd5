using System.Globalization;
using PlanApi.BuildingBlocks.Modules;
using PlanApi.Identity.Contracts;
using PlanApi.PatientAccess.Contracts;

namespace PlanApi.PatientAccess.MemberRecords;

/// <summary>An operator's word that an account may share a patient's record: the account's own, or one it acts for.</summary>
internal sealed class LinkMember(IAccounts accounts, IPatientLinks links, IMemberPatients patients) : ICommand
{
    public string Name => "link-member";

    public string Usage => $"<email> <patient id> [{string.Join('|', Relationships.ToOthers.Prepend(Relationships.Self).Select(Quoted))}] [--until yyyy-mm-dd]    links a member's account to a patient record";

    public async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, CancellationToken ct)
    {
        if (Read(arguments) is not var (email, patientId, relationship, until))
        {
            await output.WriteLineAsync($"Usage: {Name} {Usage}");
            return 2;
        }

        if (await accounts.FindByEmail(Realm.Member, email, ct) is not { } account)
        {
            await output.WriteLineAsync("There is no member account with this address.");
            return 1;
        }

        if (await patients.Find([patientId], ct) is not [var patient])
        {
            await output.WriteLineAsync("There is no patient record with this id. Load it first: load members <path>.");
            return 1;
        }

        if (!await links.Link(account.AccountId, new(patient.PatientId, relationship, until, "operator"), ct))
        {
            await output.WriteLineAsync("The account is gone. Nothing was linked.");
            return 1;
        }

        await output.WriteLineAsync($"Linked: the account may share the record of patient {patient.PatientId} as {relationship}{(until is { } day ? $" until {day:yyyy-MM-dd}" : "")}.");
        return 0;
    }

    private static string Quoted(string word) => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word;

    private static (string Email, string PatientId, string Relationship, DateOnly? Until)? Read(IReadOnlyList<string> arguments)
    {
        var words = arguments.ToList();
        DateOnly? until = null;
        if (words.IndexOf("--until") is >= 0 and var at)
        {
            if (at + 1 >= words.Count || !DateOnly.TryParseExact(words[at + 1], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return null;
            }

            until = day;
            words.RemoveRange(at, 2);
        }

        return words switch
        {
            [var email, var patientId] => (email, patientId, Relationships.Self, until),
            [var email, var patientId, var relationship] when Relationships.Has(relationship) => (email, patientId, relationship, until),
            _ => null,
        };
    }
}
