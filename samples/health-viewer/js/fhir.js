import { Problem, expired, revoked, send } from './problem.js';

/** Whether the granted scopes open this type, in either SMART grammar. */
export const mayRead = (scope, type) => (scope ?? '').split(' ').some(one => {
  const [, resource, access] = /^patient\/(\w+|\*)\.([\w*]+)/.exec(one) ?? [];
  return (resource === type || resource === '*') && (access === 'read' || access === '*' || access?.includes('r') || access?.includes('s'));
});

export const readPatient = connection => get(connection, `${connection.base.url}/Patient/${encodeURIComponent(connection.patient)}`);

/** The first page of the patient's resources, and where the next one is. */
export async function search(connection, type, more = {}) {
  return page(connection, `${connection.base.url}/${type}?${new URLSearchParams({ patient: connection.patient, _count: '20', ...more })}`);
}

export async function page(connection, url) {
  // The token goes with the request, so a link to anywhere else is not followed.
  if (!url.startsWith(`${connection.base.url}/`) && !url.startsWith(`${connection.base.url}?`)) {
    throw new Problem('The next page is somewhere else', 'The plan\'s server linked to another server, which this app does not follow.');
  }
  const bundle = await get(connection, url);
  return {
    resources: (bundle.entry ?? []).filter(entry => entry.search?.mode !== 'outcome').map(entry => entry.resource),
    total: bundle.total,
    next: bundle.link?.find(link => link.relation === 'next')?.url,
  };
}

async function get(connection, url) {
  const response = await send(url, { headers: { Accept: 'application/fhir+json', Authorization: `Bearer ${connection.accessToken}` } });
  if (response.ok) {
    return response.json();
  }
  const outcome = await response.json().catch(() => null);
  const said = outcome?.issue?.[0]?.details?.text ?? outcome?.issue?.[0]?.diagnostics ?? `The server answered ${response.status}.`;
  switch (response.status) {
    case 401: throw connection.expiresAt <= Date.now() ? expired() : revoked();
    case 403: throw new Problem('This was not shared', said);
    case 404:
    case 410: throw new Problem('There is no such record', said);
    case 429: throw new Problem('Too many requests', 'The plan asks this app to slow down. Wait a minute and try again.');
    default: throw new Problem('The plan\'s server could not answer', said);
  }
}
