// What a connected person sees: who, which coverage, which claims, and what the app was allowed.
import { byId, clearProblem, element, empty, facts, showProblem, tell } from './page.js';
import { claimDay, claimView } from './claim-view.js';
import { mayRead, page, readPatient, search } from './fhir.js';
import { patientName, patientView } from './patient-view.js';
import { coverageView } from './coverage-view.js';

const notShared = empty('You did not share this with the app.');

/** Shows each part as it comes. What went wrong is told only when all have settled, so that nothing appears after it. */
export async function showData(connection) {
  byId('record').hidden = false;
  const parts = await Promise.allSettled([showPatient(connection), showCoverage(connection), showClaims(connection)]);
  const problems = parts.filter(part => part.status === 'rejected').map(part => part.reason);
  if (problems.length > 0) {
    throw problems.find(problem => problem.ended) ?? problems[0];
  }
}

export function removeData() {
  byId('record').hidden = true;
  ['patient', 'coverage', 'claims'].forEach(id => byId(id).replaceChildren());
  setPerson('Your health plan\'s data');
}

export function showAccess(connection) {
  byId('access').replaceChildren(
    facts(
      ['Server', connection.base.url],
      ['Client ID', connection.clientId],
      ['Patient', connection.patient],
      ['Acting user', connection.fhirUser],
      ['Access until', element('time', { dateTime: new Date(connection.expiresAt).toISOString() }, new Date(connection.expiresAt).toLocaleTimeString('en-US'))],
      ['Can renew it', connection.refreshToken ? 'Yes, it was given a refresh token' : 'No']),
    element('h3', {}, 'Granted scopes'),
    element('ul', { className: 'scopes' }, (connection.scope ?? '').split(' ').filter(Boolean).map(scope => element('li', {}, element('code', {}, scope)))));
}

async function showPatient(connection) {
  if (!mayRead(connection.scope, 'Patient')) {
    byId('patient').replaceChildren(notShared.cloneNode(true));
    return;
  }
  const patient = await readPatient(connection);
  setPerson(patientName(patient));
  byId('patient').replaceChildren(patientView(patient));
}

async function showCoverage(connection) {
  if (!mayRead(connection.scope, 'Coverage')) {
    byId('coverage').replaceChildren(notShared.cloneNode(true));
    return;
  }
  const { resources } = await search(connection, 'Coverage');
  byId('coverage').replaceChildren(...(resources.length ? resources.map(coverageView) : [empty('The plan has no coverage on record.')]));
}

async function showClaims(connection) {
  const box = byId('claims');
  if (!mayRead(connection.scope, 'ExplanationOfBenefit')) {
    box.replaceChildren(notShared.cloneNode(true));
    return;
  }
  const claims = [];
  const add = ({ resources, total, next }) => {
    claims.push(...resources);
    claims.sort((a, b) => claimDay(b).localeCompare(claimDay(a)));
    const shown = !next ? `All ${claims.length} claims` : total === undefined ? `${claims.length} claims so far` : `${claims.length} of ${total} claims`;
    box.replaceChildren(...(claims.length
      ? [element('p', { className: 'meta' }, `${shown}, the latest on top. Open one to see its amounts and services.`), ...claims.map(claimView), ...(next ? [moreButton(connection, next, add)] : [])]
      : [empty('The plan has no claims on record.')]));
  };
  // Asked of the server, since a page holds the newest of all claims only when they come in this order.
  add(await search(connection, 'ExplanationOfBenefit', { _sort: '-service-date' }));
}

function moreButton(connection, next, add) {
  const button = element('button', { type: 'button', className: 'quiet' }, 'Show more claims');
  button.addEventListener('click', async () => {
    clearProblem();
    tell('Loading more claims…');
    button.disabled = true;
    try {
      add(await page(connection, next));
      tell('More claims are shown.');
      byId('claims-title').scrollIntoView({ block: 'nearest' });
    } catch (problem) {
      button.disabled = false;
      showProblem(problem);
    }
  });
  return button;
}

function setPerson(name) {
  byId('person').textContent = name;
  document.title = `${name} · Health Viewer`;
}
