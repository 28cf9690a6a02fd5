using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PlanApi.EmbeddedMongo;

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
        var directory = _first["PlanApi:DataDirectory"]!;
        builder.UseSetting("ConnectionStrings:Mongo", _first["ConnectionStrings:Mongo"] ?? EmbeddedMongoServer.FindRunning(Path.Combine(directory, "store")));
        builder.UseSetting("PlanApi:MasterKeyFile", _first["PlanApi:MasterKeyFile"] ?? Path.Combine(directory, "master.key"));
    }
}
