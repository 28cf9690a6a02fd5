using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace PlanApi.Identity.Tests.OAuth;

/// <summary>One more host on another's store, perhaps with its clock ahead.</summary>
public sealed class AnotherHost : OAuthHost
{
    private readonly IConfiguration _first;

    public AnotherHost(OAuthHost first, TimeSpan ahead = default) : base(first)
    {
        _first = first.Services.GetRequiredService<IConfiguration>();
        Clock.Advance(ahead);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        foreach (var setting in new[] { "PlanApi:DataDirectory", "ConnectionStrings:Mongo", "PlanApi:MasterKeyFile" })
        {
            builder.UseSetting(setting, _first[setting]);
        }
    }
}
