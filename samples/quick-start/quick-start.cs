// Reads a member's record with a public SMART app (PKCE), step by step. Needs the .NET 10 SDK, and no packages.
//
//   CLIENT_ID=… dotnet run quick-start.cs
#:property PublishAot=false
using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

var fhir = Environment.GetEnvironmentVariable("FHIR_BASE") ?? "http://localhost:5080/sandbox/fhir";
var redirect = Environment.GetEnvironmentVariable("REDIRECT_URL") ?? "http://127.0.0.1:8765/callback";
var clientId = Environment.GetEnvironmentVariable("CLIENT_ID") ?? throw new InvalidOperationException("Set CLIENT_ID.");
const string Scope = "openid fhirUser offline_access launch/patient patient/Patient.rs patient/ExplanationOfBenefit.rs";
using var http = new HttpClient();

// 1. Where the authorization server is.
var server = await http.GetFromJsonAsync<JsonElement>($"{fhir}/.well-known/smart-configuration");
var tokenEndpoint = server.GetProperty("token_endpoint").GetString()!;

// 2. The person signs in and allows it, in a browser.
var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
var state = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
var question = new FormUrlEncodedContent(new Dictionary<string, string>
{
    ["response_type"] = "code",
    ["client_id"] = clientId,
    ["redirect_uri"] = redirect,
    ["scope"] = Scope,
    ["state"] = state,
    ["aud"] = fhir,
    ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
    ["code_challenge_method"] = "S256",
});
Console.WriteLine("Open this address in a browser, sign in and allow:");
Console.WriteLine($"{server.GetProperty("authorization_endpoint")}?{await question.ReadAsStringAsync()}");
Console.WriteLine("Nothing answers at the address where the browser ends. Paste that address here:");
var answer = new Uri(Console.ReadLine() ?? "").Query.TrimStart('?').Split('&').Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1]));
if (answer.GetValueOrDefault("state") != state)
{
    throw new InvalidOperationException("That answer belongs to another request.");
}

if (!answer.TryGetValue("code", out var code))
{
    throw new InvalidOperationException($"No access: {answer["error"]}");
}

// 3. The code becomes tokens.
var tokens = await Post(tokenEndpoint, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect), ("code_verifier", verifier));

// 4. The record.
var patient = await Get($"Patient/{tokens.GetProperty("patient")}");
var id = patient.GetProperty("id").GetString();
Console.WriteLine($"Patient {id}: {patient.GetProperty("name")[0].GetProperty("family")}");
var claims = await Get($"ExplanationOfBenefit?patient={id}&_count=5");
Console.WriteLine($"Claims: {(claims.TryGetProperty("entry", out var entries) ? entries.GetArrayLength() : 0)} on the first page");

// 5. An access token lives for minutes; the refresh token gives the next one, and is replaced each time.
tokens = await Post(tokenEndpoint, ("grant_type", "refresh_token"), ("refresh_token", Text("refresh_token")));
Console.WriteLine($"Refreshed: {(await Get($"Patient/{id}")).GetProperty("resourceType")} can be read again");

// 6. Give back what is needed no more.
using var revoked = await http.PostAsync(server.GetProperty("revocation_endpoint").GetString(), Form(("token", Text("refresh_token"))));
revoked.EnsureSuccessStatusCode();
Console.WriteLine("Revoked");

string Text(string name) => tokens.GetProperty(name).GetString()!;

FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
    new(fields.Append(("client_id", clientId)).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));

async Task<JsonElement> Post(string address, params (string Name, string Value)[] fields)
{
    using var response = await http.PostAsync(address, Form(fields));
    response.EnsureSuccessStatusCode();
    return await response.Content.ReadFromJsonAsync<JsonElement>();
}

async Task<JsonElement> Get(string path)
{
    using var request = new HttpRequestMessage(HttpMethod.Get, $"{fhir}/{path}");
    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Text("access_token"));
    using var response = await http.SendAsync(request);
    response.EnsureSuccessStatusCode();
    return await response.Content.ReadFromJsonAsync<JsonElement>();
}
