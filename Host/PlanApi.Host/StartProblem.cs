using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace PlanApi.Host;

/// <summary>What only shows once the host starts and yet is a setting's fault.</summary>
internal static class StartProblem
{
    /// <returns>A sentence for the operator; null when it is no setting's fault.</returns>
    public static string? Of(Exception e, IConfiguration configuration) => e switch
    {
        IOException { InnerException: AddressInUseException } or SocketException =>
            $"The host cannot listen at {configuration["urls"]}: {e.GetBaseException().Message}. Set ASPNETCORE_URLS to an address that is free.",
        AuthenticationTagMismatchException =>
            "The master key does not open this store, whose keys were sealed with another one. Set PlanApi__MasterKeyFile to the file of that one.",
        OptionsValidationException invalid => string.Join(' ', invalid.Failures),
        _ => null,
    };
}
