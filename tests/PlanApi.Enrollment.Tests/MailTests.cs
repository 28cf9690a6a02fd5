using System.Text.RegularExpressions;
using PlanApi.Enrollment.Tests.Teams;
using PlanApi.TestKit;

namespace PlanApi.Enrollment.Tests;

public sealed class MailTests(PlanApiHost host) : IClassFixture<PlanApiHost>
{
    [Fact]
    public async Task The_mail_with_the_link_reads_as_agreed()
    {
        var address = Vendors.NewAddress();
        await host.LinkFor(address);

        Shown((await host.Mailbox.To(address)).Single()).ShouldMatchGolden("ConfirmEnrollment.txt");
    }

    [Fact]
    public async Task The_mail_to_a_known_address_reads_as_agreed()
    {
        var address = Vendors.NewAddress();
        await host.Browser().SetPassword(await host.LinkFor(address));
        await host.Browser().Enroll(address);

        Shown(await host.Mailbox.Expect(address, "already have")).ShouldMatchGolden("AlreadyEnrolled.txt");
    }

    [Fact]
    public async Task The_mails_to_colleagues_read_as_agreed()
    {
        var (vendor, other, address) = (await host.EnrolledVendor(), await host.EnrolledVendor(), Vendors.NewAddress());
        var colleague = await host.Vendor(vendor.OrganizationId);
        await vendor.Invites(host, address);
        await vendor.Asks(other.Email);
        await vendor.Browser.Submit(Team.Remove(colleague), ("password", Person.Password));

        Shown(await host.Mailbox.Expect(address, "Join")).Replace(vendor.Email, "{inviter}", StringComparison.Ordinal).ShouldMatchGolden("Invitation.txt");
        Shown(await host.Mailbox.Expect(other.Email, "another organization")).Replace(vendor.Email, "{inviter}", StringComparison.Ordinal).ShouldMatchGolden("BelongsElsewhere.txt");
        (await host.Mailbox.Expect(colleague.Email, "no longer belong")).Masked(colleague).ShouldMatchGolden("Removed.txt");
    }

    private static string Shown(ReadMail mail) =>
        Regex.Replace($"{mail.Subject}\n\n{mail.Text}\n{mail.Html}", @"(confirm|join)/[0-9a-f]{32}\.[\w-]{43}", "$1/{link}", RegexOptions.None, TimeSpan.FromSeconds(1));
}
