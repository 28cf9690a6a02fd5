using Hl7.Fhir.Model;
using PlanApi.SyntheticData.Facts;

namespace PlanApi.SyntheticData;

/// <summary>How much of a plan is written.</summary>
public readonly record struct PlanProgress(int Members, long Resources);

/// <summary>
/// A plan as files of NDJSON, in the order in which they are to be loaded: what members share before them, and a member's resources as one stretch, those that decide whose
/// others are first. Holds no more than one batch of households, whatever the plan's size.
/// </summary>
/// <param name="plan">What ids start with. Equal names make equal plans, and different ones plans that share no resource.</param>
/// <param name="folder">Made where it is missing; nothing in it is overwritten.</param>
public sealed class PlanFiles(string plan, DateOnly asOf, string folder)
{
    private const int HouseholdsInABatch = 64;
    private const int MembersInAFile = 1000;
    private const int MostClinicians = 5000;

    private int _members;
    private long _resources;

    /// <summary>With the directory and the formulary.</summary>
    public string DirectoryFolder => Path.Combine(folder, "directory");

    /// <summary>With the members' records.</summary>
    public string MembersFolder => Path.Combine(folder, "members");

    public PlanProgress Progress => new(_members, _resources);

    /// <param name="progress">Is told after each batch.</param>
    /// <exception cref="IOException">A file is there already, or cannot be written.</exception>
    public void Write(int members, Action<PlanProgress> progress, CancellationToken ct)
    {
        System.IO.Directory.CreateDirectory(DirectoryFolder);
        System.IO.Directory.CreateDirectory(MembersFolder);
        Write(Path.Combine(DirectoryFolder, "1-directory.ndjson"), SyntheticPlan.Directory(plan, Math.Clamp(members / 100, WiderNetwork.Fewest, MostClinicians), asOf), ct);
        Write(Path.Combine(DirectoryFolder, "2-formulary.ndjson"), SyntheticPlan.Formulary(plan, asOf), ct);
        Write(Path.Combine(MembersFolder, "0-network.ndjson"), Population.Network(plan, asOf), ct);

        FileStream? file = null;
        try
        {
            for (var batch = 0; _members < members; batch++)
            {
                foreach (var member in Batch(batch, ct).SelectMany(h => h).Take(members - _members))
                {
                    if (_members % MembersInAFile == 0)
                    {
                        file?.Dispose();
                        file = Create(Path.Combine(MembersFolder, $"members-{_members / MembersInAFile:00000}.ndjson"));
                    }

                    file!.Write(member.Lines);
                    _members++;
                    _resources += member.Resources;
                }

                progress(Progress);
            }
        }
        finally
        {
            file?.Dispose();
        }
    }

    // On all processors, and in the order of their numbers.
    private MemberLines[][] Batch(int batch, CancellationToken ct)
    {
        var households = new MemberLines[HouseholdsInABatch][];
        Parallel.For(0, households.Length, new ParallelOptions { CancellationToken = ct }, n =>
            households[n] = [.. Population.Household(plan, (batch * HouseholdsInABatch) + n, asOf).Patients.Select(p => new MemberLines(Lines(p.Resources), p.Resources.Count))]);
        return households;
    }

    private void Write(string path, IEnumerable<Resource> resources, CancellationToken ct)
    {
        using var file = Create(path);
        foreach (var batch in resources.Chunk(500))
        {
            ct.ThrowIfCancellationRequested();
            file.Write(Lines(batch));
            _resources += batch.Length;
        }
    }

    private static FileStream Create(string path) => new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 128 * 1024);

    private static byte[] Lines(IEnumerable<Resource> resources)
    {
        using var lines = new MemoryStream();
        foreach (var resource in resources)
        {
            lines.Write(resource.ToJson());
            lines.WriteByte((byte)'\n');
        }

        return lines.ToArray();
    }

    private sealed record MemberLines(byte[] Lines, int Resources);
}
