// The launch address: a portal opens it with iss and launch (SMART App Launch 2.2, EHR launch).
import { baseOf, ownClientId, rememberedClientId } from './bases.js';
import { byId, element, clearProblem, showProblem, tell } from './page.js';
import { Problem } from './problem.js';
import { authorizeUrl } from './smart.js';

const asked = new URLSearchParams(location.search);
const base = baseOf(asked.get('iss'));
const launch = asked.get('launch');

if (!base) {
  fail(new Problem('This app does not know that server', asked.get('iss') ? `It was asked to connect to ${asked.get('iss')}, which is not on its list, so it did not.` : 'This page is opened by a portal, which says what to connect to.'));
} else if (!launch) {
  fail(new Problem('The launch is incomplete', 'The portal did not say what was launched. Go back and launch again.'));
} else if (asked.has('client_id') || base.name === 'Production') {
  await go(asked.get('client_id') ?? rememberedClientId(base) ?? ownClientId);
} else {
  // In the sandbox every developer registers these pages anew, so only they know which registration was launched.
  byId('client-id').value = rememberedClientId(base) ?? '';
  byId('which-client').hidden = false;
  byId('client-id').focus();
  byId('which-client').addEventListener('submit', async submitted => {
    submitted.preventDefault();
    await go(byId('client-id').value.trim());
  });
}

async function go(clientId) {
  clearProblem();
  tell('Taking you to your plan to sign in…');
  try {
    location.replace(await authorizeUrl(base, clientId, launch));
  } catch (problem) {
    fail(problem);
  }
}

function fail(problem) {
  showProblem(problem, element('p', {}, element('a', { href: 'index.html' }, 'Start without a launch')));
}
