namespace PlanApi.BuildingBlocks.Mail;

/// <summary>One e-mail, rendered. It is never stored: jobs keep ids and render again at each attempt.</summary>
/// <param name="Key">Stable over retries; becomes the Message-ID, so that a second delivery shows once.</param>
public sealed record Mail(string Key, string To, string Subject, string Text, string Html);

/// <summary>Hands an e-mail to the mail server, or to the development mailbox. Throws when it could not: the job tries again.</summary>
public interface IMailer
{
    Task Send(Mail mail, CancellationToken ct);
}
