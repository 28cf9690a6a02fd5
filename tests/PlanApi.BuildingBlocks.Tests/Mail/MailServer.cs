using System.Buffers;
using System.Collections.Concurrent;
using MimeKit;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace PlanApi.BuildingBlocks.Tests.Mail;

/// <summary>A mail server on this machine that keeps what it is handed, and says "try again later" to as many of the first messages as it is told to.</summary>
internal sealed class MailServer : MessageStore, IAsyncDisposable
{
    private readonly ConcurrentQueue<MimeMessage> _handed = new();
    private readonly SmtpServer.SmtpServer _server;
    private readonly Task _serving;
    private readonly CancellationTokenSource _end = new();
    private readonly int _refusals;

    private MailServer(int port, int refusals)
    {
        _refusals = refusals;
        var services = new ServiceProvider();
        services.Add(this);
        _server = new(new SmtpServerOptionsBuilder().ServerName("mail.example").Port(port).Build(), services);
        _serving = _server.StartAsync(_end.Token);
    }

    /// <summary>Every message so far, also those it did not take.</summary>
    public IReadOnlyCollection<MimeMessage> Handed => _handed;

    public int Taken => Math.Max(0, _handed.Count - _refusals);

    public static MailServer Start(int port, int refusals = 0) => new(port, refusals);

    public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream(buffer.ToArray());
        _handed.Enqueue(await MimeMessage.LoadAsync(bytes, cancellationToken));
        return _handed.Count > _refusals ? SmtpResponse.Ok : new SmtpResponse(SmtpReplyCode.ServiceUnavailable, "Try again later");
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }
}
