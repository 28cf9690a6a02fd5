// Small helpers to build pages from data. Text is set as text, never as markup, so a record cannot bring its own script.

export const byId = id => document.getElementById(id);

/** `element('p', { className: 'x' }, 'text', child)`; absent children are left out. */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ''));
  return made;
}

/** A definition list of the facts that are known. */
export const facts = (...pairs) => element('dl', { className: 'facts' }, pairs
  .filter(([, value]) => value !== null && value !== undefined && value !== '')
  .flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));

export const empty = text => element('p', { className: 'empty' }, text);

export function tell(text) {
  byId('status').textContent = text;
}

/** Shows what went wrong and moves there; `action` is what the person can do about it. */
export function showProblem(problem, action) {
  tell('');
  const box = byId('problem');
  box.replaceChildren(
    element('h2', {}, problem.advice ? problem.message : 'Something went wrong in this app'),
    element('p', {}, problem.advice ?? 'Reload the page and try again.'),
    ...(action ? [action] : []));
  box.hidden = false;
  box.focus();
  if (!problem.advice) {
    console.error(problem);
  }
}

export function clearProblem() {
  byId('problem').hidden = true;
}
