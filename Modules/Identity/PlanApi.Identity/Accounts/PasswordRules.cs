using Microsoft.AspNetCore.Identity;
using PlanApi.BuildingBlocks.People;

namespace PlanApi.Identity.Accounts;

/// <summary>What a new password must be: long, and nothing that is guessed first. No character classes (NIST SP 800-63B, 3.1.1.2).</summary>
internal sealed class PasswordRules : IPasswordValidator<StoredAccount>
{
    public const int MinLength = 12;
    public const int MaxLength = 200;

    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "passwordpassword", "password1234", "password12345", "password123456", "password1234!", "mypassword123", "1234567890ab", "123456789012",
        "1234567890123", "123456789abc", "abcdefghijkl", "abcdefgh1234", "abc123abc123", "qwertyuiop12", "qwertyuiop123", "qwerty123456", "qwertyuiop[]",
        "1q2w3e4r5t6y", "1qaz2wsx3edc", "qazwsxedcrfv", "asdfghjkl123", "zxcvbnm12345", "iloveyou1234", "iloveyouiloveyou", "letmeinletmein", "letmein12345",
        "welcome12345", "welcomewelcome", "administrator", "administrator1", "adminadminadmin", "changeme1234", "changemechangeme", "trustno1trustno1",
        "correcthorsebatterystaple", "healthhealth", "healthplan123", "planapiplanapi", "sunshine1234", "princess1234", "football1234", "baseball1234",
    };

    public Task<IdentityResult> ValidateAsync(UserManager<StoredAccount> manager, StoredAccount user, string? password) =>
        Task.FromResult(Problem(user, password ?? "") is { } problem ? IdentityResult.Failed(new IdentityError { Code = "Password", Description = problem }) : IdentityResult.Success);

    private static string? Problem(StoredAccount user, string password) => password switch
    {
        { Length: < MinLength } => Texts.Say("Use at least {0} characters. A few words in a row make a good password", MinLength),
        { Length: > MaxLength } => Texts.Say("Use at most {0} characters", MaxLength),
        _ when IsAddress(user, password) => Texts.Say("Use a password that is not your e-mail address"),
        _ when Common.Contains(password) || password.Distinct().Count() < 4 => Texts.Say("This password is among the first that are guessed. Choose another one"),
        _ => null,
    };

    private static bool IsAddress(StoredAccount user, string password) =>
        EmailAddress.KeyOf(password) == user.EmailKey || EmailAddress.KeyOf(password) == user.EmailKey.Split('@')[0];
}
