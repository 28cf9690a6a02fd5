import { Problem } from './problem.js';

const base64Url = bytes => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** 256 random bits: a state, a nonce or a code verifier. */
export const random = () => base64Url(crypto.getRandomValues(new Uint8Array(32)));

/** RFC 7636, S256. */
export async function challengeOf(verifier) {
  if (!crypto.subtle) {
    throw new Problem('This address is not safe to sign in from', 'Browsers offer cryptography only over https, or on this computer. Open the app at an https address.');
  }
  return base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
}
