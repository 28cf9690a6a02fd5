/** Something a person should be told: what happened, and what they can do. `ended` says that the connection is of no more use. */
export class Problem extends Error {
  constructor(title, advice, { ended = false, cause } = {}) {
    super(title, { cause });
    this.advice = advice;
    this.ended = ended;
  }
}

export const revoked = () => new Problem(
  'Access was revoked', 'The plan no longer accepts this app\'s access: it was revoked, or it ended. Connect again to go on.', { ended: true });

export const expired = () => new Problem(
  'Access has expired', 'The access you gave has run out and this app was given no way to renew it. Connect again to go on.', { ended: true });

/** fetch, with a broken connection told in words. */
export async function send(url, options) {
  try {
    return await fetch(url, { cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer', ...options });
  } catch (cause) {
    throw new Problem('The plan\'s server cannot be reached', 'Check your connection and try again.', { cause });
  }
}
