// Tokens live in this tab's session storage and nowhere else: closing the tab forgets them, and other tabs never see them.
const connectionKey = 'health-viewer.connection';
const pendingKey = state => `health-viewer.pending ${state}`;

const read = key => JSON.parse(sessionStorage.getItem(key) ?? 'null');

export const currentConnection = () => read(connectionKey);
export const keepConnection = connection => sessionStorage.setItem(connectionKey, JSON.stringify(connection));
export const forgetConnection = () => sessionStorage.removeItem(connectionKey);

export const pendingFor = state => read(pendingKey(state));
export const keepPending = (state, pending) => sessionStorage.setItem(pendingKey(state), JSON.stringify(pending));
export const forgetPending = state => sessionStorage.removeItem(pendingKey(state));
