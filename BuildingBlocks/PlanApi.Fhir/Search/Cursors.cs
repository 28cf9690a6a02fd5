using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace PlanApi.Fhir.Search;

/// <summary>
/// Paging links' cursors: where another page starts, sealed by the hosts' data protection keys and bound to the FHIR base, the
/// search and the grant it was made for. Another base, search or grant, or a changed character, makes it nobody's.
/// </summary>
internal sealed class Cursors(Func<IDataProtectionProvider> protection)
{
    /// <summary>The argument that carries one.</summary>
    public const string Argument = "_cursor";

    private const int BindingLength = 16;
    private readonly Lazy<IDataProtector> _protector = new(() => protection().CreateProtector("PlanApi.Fhir.Cursor.4"));

    public static FhirFailure Refused { get; } =
        new(400, IssueCode.Invalid, "This paging link does not belong to this search, grant and FHIR base. Start the search again.", Argument);

    public string Seal(ReadOnlySpan<byte> place, FhirContext context) =>
        Base64Url.EncodeToString(_protector.Value.Protect([.. Binding(context), .. place]));

    /// <summary>The place; null when the cursor is not one of ours for this request.</summary>
    public byte[]? Open(string cursor, FhirContext context)
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

        return plain.Length > BindingLength && CryptographicOperations.FixedTimeEquals(plain.AsSpan(0, BindingLength), Binding(context))
            ? plain[BindingLength..]
            : null;
    }

    private static byte[] Binding(FhirContext context) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{context.Branch.BaseUrl}\n{context.Principal}\n{SelfLink.Canonical(context.Request)}"))[..BindingLength];
}
