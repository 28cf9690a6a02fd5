using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace PlanApi.Fhir.Search;

/// <summary>
/// Paging links' cursors: where the next page starts, sealed by the host's data protection keys and bound to the search and to who
/// made it. Another search, another caller or a changed character makes it nobody's.
/// </summary>
internal sealed class Cursors(Func<IDataProtectionProvider> protection)
{
    private readonly Lazy<IDataProtector> _protector = new(() => protection().CreateProtector("PlanApi.Fhir.Cursor.1"));

    public string Seal(SearchPosition position, string search, string principal)
    {
        var id = Encoding.UTF8.GetBytes(position.Id);
        var plain = new byte[BindingLength + 8 + id.Length];
        Binding(search, principal).CopyTo(plain);
        BinaryPrimitives.WriteInt64LittleEndian(plain.AsSpan(BindingLength), position.Value?.Ticks ?? -1);
        id.CopyTo(plain, BindingLength + 8);
        return Base64Url.EncodeToString(_protector.Value.Protect(plain));
    }

    /// <summary>Null when the cursor is not one of ours for this search and caller.</summary>
    public SearchPosition? Open(string cursor, string search, string principal)
    {
        byte[] plain;
        try
        {
            plain = _protector.Value.Unprotect(Base64Url.DecodeFromChars(cursor));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }

        if (plain.Length <= BindingLength + 8 || !CryptographicOperations.FixedTimeEquals(plain.AsSpan(0, BindingLength), Binding(search, principal)))
            return null;
        var ticks = BinaryPrimitives.ReadInt64LittleEndian(plain.AsSpan(BindingLength));
        return new(ticks < 0 ? null : new DateTime(ticks, DateTimeKind.Utc), Encoding.UTF8.GetString(plain.AsSpan(BindingLength + 8)));
    }

    private const int BindingLength = 16;

    private static byte[] Binding(string search, string principal) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{principal}\n{search}"))[..BindingLength];
}
