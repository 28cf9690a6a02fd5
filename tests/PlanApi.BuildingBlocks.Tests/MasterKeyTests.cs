using System.Security.Cryptography;
using CsCheck;
using PlanApi.BuildingBlocks.Security;

namespace PlanApi.BuildingBlocks.Tests;

public sealed class MasterKeyTests
{
    private static readonly MasterKey Key = new(RandomNumberGenerator.GetBytes(MasterKey.Length));

    [Fact]
    public void What_is_encrypted_for_a_purpose_comes_back() =>
        Gen.Byte.Array[0, 200].Sample(plain => Key.Decrypt("a", Key.Encrypt("a", plain)).ShouldBe(plain));

    [Fact]
    public void Another_purpose_another_key_or_one_changed_bit_opens_nothing()
    {
        var encrypted = Key.Encrypt("a", [1, 2, 3]);
        Should.Throw<CryptographicException>(() => Key.Decrypt("b", encrypted));
        Should.Throw<CryptographicException>(() => new MasterKey(RandomNumberGenerator.GetBytes(MasterKey.Length)).Decrypt("a", encrypted));
        for (var i = 0; i < encrypted.Length; i++)
        {
            var changed = encrypted.ToArray();
            changed[i] ^= 1;
            Should.Throw<CryptographicException>(() => Key.Decrypt("a", changed));
        }
    }

    [Fact]
    public void A_token_is_the_same_each_time_and_fits_its_own_purpose_and_id_only()
    {
        var token = Key.TokenFor("confirm", "id-1");

        Key.IsTokenFor("confirm", "id-1", token).ShouldBeTrue();
        Key.IsTokenFor("confirm", "id-2", token).ShouldBeFalse();
        Key.IsTokenFor("reset", "id-1", token).ShouldBeFalse();
        Key.IsTokenFor("confirm", "id-1", token[..^1]).ShouldBeFalse();
    }
}
