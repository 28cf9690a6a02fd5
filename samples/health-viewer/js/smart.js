// SMART App Launch 2.2: discovery, authorization code with PKCE, refresh and revocation for a public client.
import { redirectUrl, scopesFor } from './bases.js';
import { forgetPending, keepPending, pendingFor } from './session.js';
import { Problem, revoked, send } from './problem.js';
import { challengeOf, random } from './pkce.js';

/** What the server says about itself (SMART 2.2, section 4). Endpoints elsewhere than the server's own origin are refused. */
export async function discover(base) {
  const response = await send(`${base.url}/.well-known/smart-configuration`, { headers: { Accept: 'application/json' } });
  if (!response.ok) {
    throw new Problem('The plan\'s server does not say how to connect', `Its SMART configuration answered ${response.status}. Try again later.`);
  }
  const found = await response.json();
  for (const name of ['authorization_endpoint', 'token_endpoint']) {
    if (!URL.canParse(found[name]) || new URL(found[name]).origin !== new URL(base.url).origin) {
      throw new Problem('The plan\'s server names another address', `It calls itself ${found.issuer ?? 'nothing'}. Open this app at that address.`);
    }
  }
  if (!found.code_challenge_methods_supported?.includes('S256')) {
    throw new Problem('The plan\'s server is too old', 'It does not support PKCE with S256, which this app requires.');
  }
  return found;
}

/** Where to send the browser so that the person can sign in and consent. */
export async function authorizeUrl(base, clientId, launch) {
  const server = await discover(base);
  const verifier = random();
  const state = random();
  const nonce = random();
  keepPending(state, { base, clientId, verifier, nonce, issuer: server.issuer, server });
  const url = new URL(server.authorization_endpoint);
  const asked = {
    response_type: 'code', client_id: clientId, redirect_uri: redirectUrl, scope: scopesFor(launch), state, nonce, aud: base.url,
    code_challenge: await challengeOf(verifier), code_challenge_method: 'S256', ...(launch && { launch }),
  };
  Object.entries(asked).forEach(([name, value]) => url.searchParams.set(name, value));
  return url.href;
}

/** Takes the server's answer from our own address and turns the code into a connection. */
export async function finish(answer) {
  const pending = pendingFor(answer.get('state'));
  if (!pending) {
    throw new Problem('This answer was not expected', 'It does not belong to a connection started in this tab. Start again from here.');
  }
  forgetPending(answer.get('state'));
  // RFC 9207: another server must not pass its answer off as this one's.
  const needsIssuer = pending.server.authorization_response_iss_parameter_supported || answer.has('iss');
  if (needsIssuer && answer.get('iss') !== pending.issuer) {
    throw new Problem('This answer came from another server', 'It was thrown away. Start again from here.');
  }
  if (answer.has('error')) {
    throw refusal(answer.get('error'), answer.get('error_description'));
  }
  const reply = await askForToken(pending.server.token_endpoint, {
    grant_type: 'authorization_code', code: answer.get('code'), redirect_uri: redirectUrl, client_id: pending.clientId, code_verifier: pending.verifier,
  });
  if (!reply.patient) {
    throw new Problem('No patient was chosen', 'The plan gave access but named no patient. Start again and choose one.');
  }
  return connection({
    base: pending.base, clientId: pending.clientId, tokenEndpoint: pending.server.token_endpoint, revocationEndpoint: pending.server.revocation_endpoint,
    patient: reply.patient, fhirUser: readIdToken(reply.id_token, pending)?.fhirUser,
  }, reply);
}

/** New tokens for old. The refresh token changes with every use. */
export async function refresh(current) {
  const reply = await askForToken(current.tokenEndpoint, { grant_type: 'refresh_token', refresh_token: current.refreshToken, client_id: current.clientId });
  return connection(current, reply);
}

/** Tells the server that the tokens are no longer needed (RFC 7009). */
export async function revoke(current) {
  if (current.revocationEndpoint) {
    await post(current.revocationEndpoint, { token: current.refreshToken ?? current.accessToken, client_id: current.clientId });
  }
}

function connection(known, reply) {
  return {
    ...known, accessToken: reply.access_token, refreshToken: reply.refresh_token ?? known.refreshToken, scope: reply.scope ?? known.scope,
    expiresAt: Date.now() + (reply.expires_in ?? 0) * 1000,
  };
}

async function askForToken(endpoint, form) {
  const response = await post(endpoint, form);
  const reply = await response.json().catch(() => ({}));
  if (response.ok && reply.access_token && reply.token_type?.toLowerCase() === 'bearer') {
    return reply;
  }
  if (form.grant_type === 'refresh_token' && reply.error === 'invalid_grant') {
    throw revoked();
  }
  throw refusal(reply.error ?? `status ${response.status}`, reply.error_description);
}

const post = (url, form) => send(url, { method: 'POST', headers: { Accept: 'application/json' }, body: new URLSearchParams(form) });

/**
 * The identity token came straight from the token endpoint, so its signature need not be checked (OpenID Connect Core 3.1.3.7, 6); whom it is for and from must be.
 */
function readIdToken(token, { issuer, clientId, nonce }) {
  if (!token) {
    return null;
  }
  const bytes = Uint8Array.from(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));
  const claims = JSON.parse(new TextDecoder().decode(bytes));
  if (claims.iss?.replace(/\/$/, '') !== issuer?.replace(/\/$/, '') || ![claims.aud].flat().includes(clientId) || claims.nonce !== nonce || claims.exp * 1000 < Date.now() - 60_000) {
    throw new Problem('The plan\'s answer does not fit', 'Its identity token is for someone else. Start again from here.');
  }
  return claims;
}

function refusal(code, description) {
  const details = description ?? `The server said: ${code}.`;
  switch (code) {
    case 'access_denied': return new Problem('You did not allow access', 'Nothing was shared. You can connect again whenever you like.');
    case 'invalid_client':
    case 'unauthorized_client': return new Problem('The plan does not know this app', `Check the Client ID. ${details}`);
    case 'invalid_scope': return new Problem('The app asked for nothing it may have', details);
    case 'invalid_grant': return new Problem('The sign-in took too long or was used already', `Connect again. ${details}`);
    default: return new Problem('The plan refused to connect', details);
  }
}
