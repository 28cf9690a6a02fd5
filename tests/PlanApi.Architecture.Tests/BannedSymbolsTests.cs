using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace PlanApi.Architecture.Tests;

/// <summary>
/// The build refuses banned symbols (BannedSymbols.txt). These tests look at the compiled code, so that a misspelt build setting or a silenced
/// warning does not open the door unseen.
/// </summary>
public sealed class BannedSymbolsTests
{
    private static readonly HashSet<string> Banned =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.Guid.NewGuid", "System.Threading.Tasks.Task`1.get_Result", "System.Threading.Tasks.Task.Wait",
    ];

    [Fact]
    public void No_product_assembly_uses_a_banned_member() =>
        Solution.Product.SelectMany(a => MembersUsedBy(a.Location).Where(Banned.Contains).Select(m => $"{a.GetName().Name} uses {m}")).ShouldBeEmpty();

    [Fact]
    public void The_check_sees_members_that_are_used() =>
        MembersUsedBy(Solution.Module("Identity").Location).ShouldContain(m => m.StartsWith("System.", StringComparison.Ordinal));

    private static IEnumerable<string> MembersUsedBy(string assemblyFile)
    {
        using var file = new PEReader(File.OpenRead(assemblyFile));
        var metadata = file.GetMetadataReader();
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (TypeName(metadata, member.Parent) is { } type)
            {
                yield return $"{type}.{metadata.GetString(member.Name)}";
            }
        }
    }

    private static string? TypeName(MetadataReader metadata, EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeReference)
        {
            var type = metadata.GetTypeReference((TypeReferenceHandle)parent);
            return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
        }

        if (parent.Kind != HandleKind.TypeSpecification)
        {
            return null;
        }

        // A generic instantiation: GENERICINST, CLASS or VALUETYPE, then the generic type itself.
        var blob = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        return blob.ReadSignatureTypeCode() == SignatureTypeCode.GenericTypeInstance && blob.ReadByte() is 0x12 or 0x11
            ? TypeName(metadata, blob.ReadTypeHandle())
            : null;
    }
}
