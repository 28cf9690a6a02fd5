// The redirect address and the standalone start.
import { authorizeUrl, finish, refresh, revoke } from './smart.js';
import { bases, launchUrl, ownClientId, redirectUrl, rememberClientId, rememberedClientId, scopesFor } from './bases.js';
import { byId, clearProblem, element, showProblem, tell } from './page.js';
import { currentConnection, forgetConnection, keepConnection } from './session.js';
import { showAccess, showData, removeData } from './connected.js';
import { expired } from './problem.js';

const answer = new URLSearchParams(location.search);

prepareStart();
byId('reload').addEventListener('click', () => act('Loading your data…', load));
byId('refresh').addEventListener('click', () => act('Refreshing access…', renew));
byId('disconnect').addEventListener('click', () => act('Disconnecting…', disconnect));

if (answer.has('state')) {
  // The code has no business in the address bar or the history.
  history.replaceState(null, '', redirectUrl);
  await act('Finishing the connection…', async () => {
    forgetConnection();
    const connection = await finish(answer);
    keepConnection(connection);
    rememberClientId(connection.base, connection.clientId);
    await load();
  });
} else if (currentConnection()) {
  await act('Loading your data…', load);
} else {
  show('start');
}

/** Runs one thing at a time, tells that it runs, and shows what went wrong. */
async function act(doing, what) {
  clearProblem();
  tell(doing);
  const buttons = document.querySelectorAll('button');
  buttons.forEach(button => { button.disabled = true; });
  try {
    await what();
  } catch (problem) {
    fail(problem);
  } finally {
    buttons.forEach(button => { button.disabled = false; });
  }
}

async function load() {
  let connection = currentConnection();
  show('connected', connection);
  if (connection.expiresAt <= Date.now()) {
    if (!connection.refreshToken) {
      throw expired();
    }
    connection = await renewed(connection);
  }
  await showData(connection);
  tell('Your data is up to date.');
}

async function renew() {
  const connection = currentConnection();
  if (!connection.refreshToken) {
    throw expired();
  }
  show('connected', await renewed(connection));
  tell('Access was refreshed.');
}

async function renewed(connection) {
  const fresh = await refresh(connection);
  keepConnection(fresh);
  return fresh;
}

async function disconnect() {
  const connection = currentConnection();
  forgetConnection();
  removeData();
  show('start');
  await revoke(connection);
  tell('Disconnected. This app has forgotten your data and gave its access back.');
}

function fail(problem) {
  const connection = currentConnection();
  if (problem.ended) {
    removeData();
  }
  show(connection ? 'connected' : 'start', connection);
  showProblem(problem, problem.ended && connection ? connectAgain(connection) : null);
}

function connectAgain({ base, clientId }) {
  const button = element('button', { type: 'button' }, 'Connect again');
  button.addEventListener('click', () => act('Taking you to your plan to sign in…', async () => location.assign(await authorizeUrl(base, clientId))));
  return button;
}

function show(section, connection) {
  byId('start').hidden = section !== 'start';
  byId('connected').hidden = section !== 'connected';
  byId('environment').hidden = section !== 'connected';
  if (section === 'connected') {
    byId('environment').textContent = connection.base.name;
    byId('refresh').hidden = !connection.refreshToken;
    showAccess(connection);
  } else {
    document.title = 'Health Viewer';
  }
}

function prepareStart() {
  const chosen = () => bases.find(base => byId(`base-${base.name}`).checked);
  const suggest = () => { byId('client-id').value = rememberedClientId(chosen()) ?? ownClientId; };
  byId('bases').append(...bases.map((base, i) => element('div', { className: 'choice' },
    element('input', { type: 'radio', name: 'base', id: `base-${base.name}`, value: base.url, checked: i === 0 }),
    element('label', { htmlFor: `base-${base.name}` }, element('strong', {}, base.name), `: ${base.about}`))));
  byId('bases').addEventListener('change', suggest);
  suggest();
  byId('redirect-url').textContent = redirectUrl;
  byId('launch-url').textContent = launchUrl;
  byId('asked-scopes').textContent = `launch ${scopesFor(null)}`;
  byId('connect').addEventListener('submit', submitted => {
    submitted.preventDefault();
    act('Taking you to your plan to sign in…', async () => {
      location.assign(await authorizeUrl(chosen(), byId('client-id').value.trim()));
    });
  });
}
