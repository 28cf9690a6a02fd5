using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PlanApi.BuildingBlocks;

namespace PlanApi.Identity.Accounts;

/// <summary>Passkeys belong to our public address, whatever Host header comes in, and are asked for by our own pages alone.</summary>
internal sealed class ConfigurePasskeys(PlanApiSettings settings) : IConfigureOptions<IdentityPasskeyOptions>
{
    public void Configure(IdentityPasskeyOptions options)
    {
        var address = new Uri(settings.PublicUrl);
        var origin = address.GetLeftPart(UriPartial.Authority);
        options.ServerDomain = address.Host;
        options.ValidateOrigin = asked => ValueTask.FromResult(asked is { CrossOrigin: false, TopOrigin: null } && asked.Origin == origin);
        // They come after the password: a security key needs neither room for a name nor a PIN of its own.
        options.ResidentKeyRequirement = "discouraged";
        options.UserVerificationRequirement = "preferred";
    }
}
