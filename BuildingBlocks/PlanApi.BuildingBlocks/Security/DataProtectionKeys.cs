using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MongoDB.Driver;
using PlanApi.BuildingBlocks.Store;

namespace PlanApi.BuildingBlocks.Security;

/// <summary>
/// ASP.NET's data-protection keys (cookies, antiforgery tokens) in the store, encrypted under the master key: they survive restarts, all hosts
/// share them, and a copy of the store alone does not open them.
/// </summary>
internal sealed class DataProtectionKeys(IMongoDatabase database, TimeProvider clock) : IXmlRepository
{
    private readonly IMongoCollection<StoredKey> _keys = database.GetCollection<StoredKey>("security.dataProtectionKeys");

    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. _keys.Find(FilterDefinition<StoredKey>.Empty).ToList().Select(k => XElement.Parse(k.Xml))];

    public void StoreElement(XElement element, string friendlyName) =>
        _keys.InsertOne(new(NewId.From(clock), friendlyName, element.ToString(SaveOptions.DisableFormatting)));

    private sealed record StoredKey(string Id, string Name, string Xml);
}

internal sealed class MasterKeyXmlEncryptor(MasterKey masterKey) : IXmlEncryptor
{
    internal const string Purpose = "security.dataProtectionKeys";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
        new XElement("masterKeyEncrypted", Convert.ToBase64String(masterKey.Encrypt(Purpose, Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting))))),
        typeof(MasterKeyXmlDecryptor));
}

internal sealed class MasterKeyXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    private readonly MasterKey _masterKey = services.GetRequiredService<MasterKey>();

    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(Encoding.UTF8.GetString(_masterKey.Decrypt(MasterKeyXmlEncryptor.Purpose, Convert.FromBase64String(encryptedElement.Value))));
}

public static class DataProtectionRegistration
{
    public static IServiceCollection AddSharedDataProtection(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("PlanApi");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(sp => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            options.XmlRepository = new DataProtectionKeys(sp.GetRequiredService<IMongoDatabase>(), sp.GetRequiredService<TimeProvider>());
            options.XmlEncryptor = new MasterKeyXmlEncryptor(sp.GetRequiredService<MasterKey>());
        }));
        return services;
    }
}
