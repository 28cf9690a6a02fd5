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
    private const int BindingLength = 16;
    private readonly Lazy<IDataProtector> _protector = new(() => protection().CreateProtector("PlanApi.Fhir.Cursor.2"));

    public string Seal(SearchPosition position, string search, string principal)
    {
        using var plain = new MemoryStream();
        using var writer = new BinaryWriter(plain, Encoding.UTF8);
        writer.Write(Binding(search, principal));
        writer.Write(position.Id);
        writer.Write((byte)position.Values.Count);
        foreach (var value in position.Values)
            Write(writer, value);
        writer.Flush();
        return Base64Url.EncodeToString(_protector.Value.Protect(plain.ToArray()));
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

        if (plain.Length <= BindingLength || !CryptographicOperations.FixedTimeEquals(plain.AsSpan(0, BindingLength), Binding(search, principal)))
            return null;
        using var reader = new BinaryReader(new MemoryStream(plain, BindingLength, plain.Length - BindingLength), Encoding.UTF8);
        var id = reader.ReadString();
        var values = new object?[reader.ReadByte()];
        for (var i = 0; i < values.Length; i++)
            values[i] = Read(reader);
        return new(values, id);
    }

    private static void Write(BinaryWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.Write('-');
                break;
            case DateTime time:
                writer.Write('t');
                writer.Write(time.Ticks);
                break;
            case double number:
                writer.Write('n');
                writer.Write(number);
                break;
            default:
                writer.Write('s');
                writer.Write((string)value);
                break;
        }
    }

    private static object? Read(BinaryReader reader) => reader.ReadChar() switch
    {
        't' => new DateTime(reader.ReadInt64(), DateTimeKind.Utc),
        'n' => reader.ReadDouble(),
        's' => reader.ReadString(),
        _ => null,
    };

    private static byte[] Binding(string search, string principal) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{principal}\n{search}"))[..BindingLength];
}
