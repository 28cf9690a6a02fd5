using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PlanApi.Fhir.Load;

/// <summary>
/// Resources that the files of one load hold more than once, as bundles do that each bring the practitioners they name. The last one
/// counts: written one after the other, they would make new versions at every load of the same files. Found by a pass over the files
/// before the load, which remembers 16 bytes for each resource.
/// </summary>
internal sealed class Repetitions
{
    private readonly Dictionary<UInt128, int> _toCome = [];

    public static Repetitions In(IEnumerable<SourceResource> sources, CancellationToken ct)
    {
        var repetitions = new Repetitions();
        HashSet<UInt128> seen = [];
        foreach (var source in sources)
        {
            ct.ThrowIfCancellationRequested();
            if (KeyOf(source) is { } key && !seen.Add(key))
                repetitions._toCome[key] = repetitions._toCome.GetValueOrDefault(key, 1) + 1;
        }

        return repetitions;
    }

    /// <summary>Whether another one follows in the same load. To be asked about each resource once, in the order of the files.</summary>
    public bool IsFollowed(SourceResource source)
    {
        if (_toCome.Count == 0 || KeyOf(source) is not { } key || !_toCome.TryGetValue(key, out var left))
            return false;
        _toCome[key] = left - 1;
        return left > 1;
    }

    private static UInt128? KeyOf(SourceResource source) =>
        source.Name is { } name ? BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name))) : null;
}
