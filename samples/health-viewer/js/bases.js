/** What this app asks for, in SMART v2 grammar; a launch from a portal brings its patient along, a standalone start asks for one. */
const dataScopes = ['patient/Patient.rs', 'patient/Coverage.rs', 'patient/ExplanationOfBenefit.rs'];
export const scopesFor = launch => [launch ? 'launch' : 'launch/patient', 'openid', 'fhirUser', 'offline_access', ...dataScopes].join(' ');

/**
 * The only FHIR servers this app talks to: those of the plan that serves it. A launch can be started by anyone who knows our address,
 * so an issuer that is not on a list must never see a code or a token.
 */
export const bases = [
  { name: 'Production', about: 'your own record, as a member of the plan', url: `${location.origin}/fhir` },
  { name: 'Sandbox', about: 'synthetic patients, as an app developer', url: `${location.origin}/sandbox/fhir` },
];

export const baseOf = iss => bases.find(base => base.url === iss?.replace(/\/$/, ''));

export const redirectUrl = new URL('index.html', location.href).href;
export const launchUrl = new URL('launch.html', location.href).href;

/** The client id of this sample's own registration. */
export const ownClientId = 'health-viewer';

const rememberedKey = base => `health-viewer.client-id ${base.url}`;
export const rememberedClientId = base => localStorage.getItem(rememberedKey(base));
export const rememberClientId = (base, clientId) => localStorage.setItem(rememberedKey(base), clientId);
