using System.Net;
using PlanApi.BuildingBlocks.Outbound;

namespace PlanApi.BuildingBlocks.Tests.Outbound;

public sealed class PublicAddressesTests
{
    [Theory]
    [InlineData("10.1.2.3"), InlineData("172.16.0.1"), InlineData("172.31.255.255"), InlineData("192.168.1.1"), InlineData("127.9.9.9"), InlineData("0.0.0.0")]
    [InlineData("169.254.169.254"), InlineData("100.64.0.1"), InlineData("198.18.0.1"), InlineData("224.0.0.1"), InlineData("255.255.255.255"), InlineData("192.0.2.1")]
    [InlineData("::"), InlineData("::1"), InlineData("fe80::1"), InlineData("fc00::1"), InlineData("fd12:3456::1"), InlineData("ff02::1"), InlineData("fec0::1")]
    [InlineData("::ffff:10.0.0.1"), InlineData("::ffff:169.254.169.254"), InlineData("64:ff9b::a00:1"), InlineData("2002:7f00:1::"), InlineData("2001:0:1::"), InlineData("2001:db8::1")]
    [InlineData("::10.0.0.1")]
    public void An_address_of_a_machine_a_network_or_a_cloud_itself_is_not_public(string address) =>
        PublicAddresses.Contain(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("8.8.8.8"), InlineData("172.32.0.1"), InlineData("172.15.255.255"), InlineData("100.128.0.1"), InlineData("2606:4700::1111"), InlineData("::ffff:8.8.8.8"), InlineData("64:ff9b::808:808")]
    public void Others_are(string address) => PublicAddresses.Contain(IPAddress.Parse(address)).ShouldBeTrue();
}
