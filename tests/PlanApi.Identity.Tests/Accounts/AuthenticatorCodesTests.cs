using System.Text;
using PlanApi.Identity.Accounts;

namespace PlanApi.Identity.Tests.Accounts;

public sealed class AuthenticatorCodesTests
{
    /// <summary>RFC 6238, appendix B, SHA-1 column, last six of its eight digits.</summary>
    [Theory]
    [InlineData(59, "287082"), InlineData(1111111109, "081804"), InlineData(1111111111, "050471"), InlineData(1234567890, "005924"), InlineData(2000000000, "279037"), InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        AuthenticatorCodes.Code(Encoding.ASCII.GetBytes("12345678901234567890"), seconds / 30).ShouldBe(code);

    /// <summary>RFC 4648, 10, without padding.</summary>
    [Theory]
    [InlineData("", ""), InlineData("f", "MY"), InlineData("fo", "MZXQ"), InlineData("foo", "MZXW6"), InlineData("foob", "MZXW6YQ"), InlineData("fooba", "MZXW6YTB"), InlineData("foobar", "MZXW6YTBOI")]
    public void Base_32_is_that_of_the_standard_both_ways(string text, string encoded)
    {
        Base32.Encode(Encoding.ASCII.GetBytes(text)).ShouldBe(encoded);
        Base32.Decode(encoded).ShouldBe(Encoding.ASCII.GetBytes(text));
    }
}
