// Reads a member's record with a public SMART app (PKCE), step by step. Needs Node.js 20 or later, and no packages.
//
//   CLIENT_ID=… node quick-start.mjs
import { createHash, randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline/promises';

const base = process.env.FHIR_BASE ?? 'http://localhost:5080/sandbox/fhir';
const redirect = process.env.REDIRECT_URL ?? 'http://127.0.0.1:8765/callback';
const clientId = process.env.CLIENT_ID;
const scope = 'openid fhirUser offline_access launch/patient patient/Patient.rs patient/ExplanationOfBenefit.rs';

async function json(address, init) {
  const response = await fetch(address, init);
  if (!response.ok) {
    throw new Error(`${response.status} from ${new URL(address).pathname}: ${await response.text()}`);
  }
  return response.json();
}

const post = (address, fields) => json(address, { method: 'POST', body: new URLSearchParams({ ...fields, client_id: clientId }) });

// 1. Where the authorization server is.
const server = await json(`${base}/.well-known/smart-configuration`);

// 2. The person signs in and allows it, in a browser.
const verifier = randomBytes(32).toString('base64url');
const state = randomBytes(32).toString('base64url');
const question = new URLSearchParams({
  response_type: 'code',
  client_id: clientId,
  redirect_uri: redirect,
  scope,
  state,
  aud: base,
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
});
console.log('Open this address in a browser, sign in and allow:');
console.log(`${server.authorization_endpoint}?${question}`);
const terminal = createInterface({ input: process.stdin, output: process.stdout });
const answer = new URL(await terminal.question('Nothing answers at the address where the browser ends. Paste that address here:\n')).searchParams;
terminal.close();
if (answer.get('state') !== state) {
  throw new Error('That answer belongs to another request.');
}
if (!answer.has('code')) {
  throw new Error(`No access: ${answer.get('error')}`);
}

// 3. The code becomes tokens.
let tokens = await post(server.token_endpoint, { grant_type: 'authorization_code', code: answer.get('code'), redirect_uri: redirect, code_verifier: verifier });

// 4. The record.
const get = (path) => json(`${base}/${path}`, { headers: { Authorization: `Bearer ${tokens.access_token}` } });
const patient = await get(`Patient/${tokens.patient}`);
console.log(`Patient ${patient.id}: ${patient.name[0].family}`);
const claims = await get(`ExplanationOfBenefit?patient=${patient.id}&_count=5`);
console.log(`Claims: ${claims.entry?.length ?? 0} on the first page`);

// 5. An access token lives for minutes; the refresh token gives the next one, and is replaced each time.
tokens = await post(server.token_endpoint, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
console.log(`Refreshed: ${(await get(`Patient/${patient.id}`)).resourceType} can be read again`);

// 6. Give back what is needed no more.
await fetch(server.revocation_endpoint, { method: 'POST', body: new URLSearchParams({ token: tokens.refresh_token, client_id: clientId }) });
console.log('Revoked');
