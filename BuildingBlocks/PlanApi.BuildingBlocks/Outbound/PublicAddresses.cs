using System.Net;
using System.Net.Sockets;

namespace PlanApi.BuildingBlocks.Outbound;

/// <summary>
/// Tells addresses of the public internet from those of a machine itself, its network and its cloud (IANA special-purpose registries; RFC 6890),
/// also where an IPv6 address carries an IPv4 one.
/// </summary>
public static class PublicAddresses
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    private static readonly IPNetwork[] SpecialUnicast =
    [
        .. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse),
    ];

    public static bool Contain(IPAddress address) => address switch
    {
        { AddressFamily: AddressFamily.InterNetwork } => !Special.Any(s => s.Contains(address)),
        { IsIPv4MappedToIPv6: true } => Contain(address.MapToIPv4()),
        _ when Nat64.Contains(address) => Contain(new IPAddress(address.GetAddressBytes().AsSpan(12))),
        _ => GlobalUnicast.Contains(address) && !SpecialUnicast.Any(s => s.Contains(address)),
    };
}
