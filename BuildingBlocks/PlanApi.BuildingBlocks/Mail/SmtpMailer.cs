using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace PlanApi.BuildingBlocks.Mail;

internal sealed class SmtpMailer(SmtpSettings smtp) : IMailer
{
    // A mail server that does not answer must not hold the workers that other jobs wait for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task Send(Mail mail, CancellationToken ct)
    {
        using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        await client.ConnectAsync(smtp.Host, smtp.Port, SecureSocketOptions.StartTlsWhenAvailable, ct);
        if (smtp.User is not null)
        {
            await client.AuthenticateAsync(smtp.User, smtp.Password ?? "", ct);
        }

        await client.SendAsync(Message(mail), ct);
        await client.DisconnectAsync(quit: true, ct);
    }

    private MimeMessage Message(Mail mail)
    {
        var from = MailboxAddress.Parse(smtp.From);
        return new MimeMessage([from], [MailboxAddress.Parse(mail.To)], mail.Subject, new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html }.ToMessageBody())
        {
            MessageId = $"{mail.Key}@{from.Domain}",
        };
    }
}
