using System.Text.RegularExpressions;
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

    private static string Shown(ReadMail mail) =>
        Regex.Replace($"{mail.Subject}\n\n{mail.Text}\n{mail.Html}", @"confirm/[0-9a-f]{32}\.[\w-]{43}", "confirm/{link}", RegexOptions.None, TimeSpan.FromSeconds(1));
}
