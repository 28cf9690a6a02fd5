using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace PlanApi.Identity.Tests.MyAccount;

/// <summary>An authenticator of one passkey and the browser before it, written from WebAuthn 3 alone: answers what a page asks (ES256, no attestation).</summary>
internal sealed class TestAuthenticator : IDisposable
{
    private static readonly string[] Transports = ["internal"];
    private const byte UserPresent = 0x01;
    private const byte HasCredential = 0x40;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(32);

    public string Origin { get; init; } = "http://localhost";

    /// <summary>The counter of its next answer.</summary>
    public uint Counter { get; set; } = 1;

    public string Create(string options)
    {
        var asked = JsonNode.Parse(options)!;
        byte[] credential = [.. new byte[16], 0, (byte)_id.Length, .. _id, .. PublicKey()];
        byte[] data = [.. Data((string)asked["rp"]!["id"]!, UserPresent | HasCredential), .. credential];
        // {"fmt": "none", "attStmt": {}, "authData": …} in CBOR (RFC 8949).
        byte[] attestation = [0xa3, .. Text("fmt"), .. Text("none"), .. Text("attStmt"), 0xa0, .. Text("authData"), 0x58, (byte)data.Length, .. data];
        return Answer(new
        {
            clientDataJSON = Encode(ClientData("webauthn.create", asked)),
            attestationObject = Encode(attestation),
            transports = Transports,
        });
    }

    public string Get(string options)
    {
        var asked = JsonNode.Parse(options)!;
        var clientData = ClientData("webauthn.get", asked);
        var data = Data((string)asked["rpId"]!, UserPresent);
        var signature = _key.SignData([.. data, .. SHA256.HashData(clientData)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Answer(new { clientDataJSON = Encode(clientData), authenticatorData = Encode(data), signature = Encode(signature) });
    }

    /// <summary>Another key that says it is this passkey.</summary>
    public TestAuthenticator Forged()
    {
        var forged = new TestAuthenticator();
        _id.CopyTo(forged._id, 0);
        return forged;
    }

    public void Dispose() => _key.Dispose();

    private byte[] ClientData(string type, JsonNode asked) =>
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { type, challenge = (string)asked["challenge"]!, origin = Origin, crossOrigin = false }));

    private byte[] Data(string site, byte flags)
    {
        var counter = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counter, Counter++);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(site)), flags, .. counter];
    }

    /// <summary>kty EC2, alg ES256, crv P-256, x, y (RFC 9053).</summary>
    private byte[] PublicKey()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
    }

    private string Answer(object response) => JsonSerializer.Serialize(new { id = Encode(_id), rawId = Encode(_id), type = "public-key", response, clientExtensionResults = new { } });

    private static byte[] Text(string text) => [(byte)(0x60 + text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static string Encode(byte[] bytes) => WebEncoders.Base64UrlEncode(bytes);
}
