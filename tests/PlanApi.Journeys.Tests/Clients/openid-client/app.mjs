// A confidential web app on its own server. It is started with its settings as one line of JSON on standard input, prints a line once it
// listens, and ends when that input does. "/start" sends a person to the plan; "/callback" goes the whole way of a token and tells each step.
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import * as oidc from "openid-client";

const input = createInterface({ input: process.stdin });
input.once("close", () => process.exit());
const settings = JSON.parse(await new Promise(resolve => input.once("line", resolve)));

const methods = { basic: oidc.ClientSecretBasic, post: oidc.ClientSecretPost };
const discover = method => oidc.discovery(new URL(settings.issuer), settings.clientId, undefined, methods[method](settings.clientSecret), { execute: [oidc.allowInsecureRequests] });
let started;

async function start(method) {
  const config = await discover(method);
  const verifier = oidc.randomPKCECodeVerifier();
  started = { config, verifier, state: oidc.randomState(), nonce: oidc.randomNonce() };
  return oidc.buildAuthorizationUrl(config, {
    redirect_uri: settings.redirectUri,
    scope: "launch/patient openid fhirUser offline_access patient/Patient.rs",
    aud: settings.fhirBase,
    state: started.state,
    nonce: started.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
}

async function read(config, token) {
  const reply = await oidc.fetchProtectedResource(config, token.access_token, new URL(`${settings.fhirBase}/Patient/${token.patient}`), "GET").catch(problem => problem);
  return reply.status;
}

const active = async (config, token) => (await oidc.tokenIntrospection(config, token)).active;
const refused = promise => promise.then(() => "taken", problem => problem.error ?? problem.code);

async function goThrough(url) {
  const { config, verifier, state, nonce } = started;
  const told = [];
  // The library checks state, iss (RFC 9207), the id_token's signature by the published keys, its issuer, audience, times and nonce.
  const first = await oidc.authorizationCodeGrant(config, url, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true });
  const claims = first.claims();
  told.push(`id_token of ${claims.iss === settings.issuer && claims.aud === settings.clientId}, fhirUser ${claims.fhirUser === `${settings.fhirBase}/Patient/${first.patient}`}`);
  told.push(`scope ${first.scope}`);
  told.push(`patient read ${await read(config, first)}`);
  const user = await oidc.fetchUserInfo(config, first.access_token, claims.sub);
  told.push(`userinfo fhirUser ${user.fhirUser === claims.fhirUser}`);
  const known = await oidc.tokenIntrospection(config, first.access_token);
  told.push(`introspection active ${known.active}, patient ${known.patient === first.patient}, client ${known.client_id === settings.clientId}`);

  const second = await oidc.refreshTokenGrant(config, first.refresh_token);
  told.push(`refreshed ${second.access_token !== first.access_token}, rotated ${second.refresh_token !== first.refresh_token}, patient ${second.patient === first.patient}`);
  told.push(`patient read ${await read(config, second)}`);

  await oidc.tokenRevocation(config, second.refresh_token);
  told.push(`after revocation: refresh ${await refused(oidc.refreshTokenGrant(config, second.refresh_token))}, introspection active ${await active(config, second.access_token)}, patient read ${await read(config, second)}`);
  return told;
}

createServer(async (request, response) => {
  const url = new URL(request.url, settings.redirectUri);
  try {
    if (url.pathname === "/start") {
      response.writeHead(302, { Location: (await start(url.searchParams.get("method"))).href }).end();
    } else if (url.pathname === "/callback") {
      response.writeHead(200, { "Content-Type": "text/plain" }).end((await goThrough(url)).join("\n"));
    } else {
      response.writeHead(404).end();
    }
  } catch (problem) {
    response.writeHead(200, { "Content-Type": "text/plain" }).end(`Failed: ${problem.message} ${problem.code ?? ""} ${problem.error ?? ""} ${problem.error_description ?? ""}`);
  }
}).listen(new URL(settings.redirectUri).port, "127.0.0.1", () => console.log("listening"));
