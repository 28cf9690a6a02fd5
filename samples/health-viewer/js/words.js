/** FHIR values in a reader's words. Each answers null for what is absent. */

/** A date or dateTime as precise as it is; its own day counts, whatever zone the reader is in. */
export function date(value) {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(value ?? '') ?? [];
  if (!year) {
    return null;
  }
  const shown = { year: 'numeric', ...(month && { month: 'long' }), ...(day && { day: 'numeric' }), timeZone: 'UTC' };
  return new Intl.DateTimeFormat('en-US', shown).format(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
}

export function period(value) {
  const [start, end] = [date(value?.start), date(value?.end)];
  if (start && end) {
    return start === end ? start : `${start} to ${end}`;
  }
  return start ? `since ${start}` : end ? `until ${end}` : null;
}

export function money(value) {
  return typeof value?.value === 'number' ? new Intl.NumberFormat('en-US', { style: 'currency', currency: value.currency ?? 'USD' }).format(value.value) : null;
}

export const concept = value => value?.text ?? value?.coding?.find(coding => coding.display)?.display ?? value?.coding?.[0]?.code ?? null;

export const personName = names => {
  const name = names?.find(one => one.use === 'official') ?? names?.[0];
  return name ? name.text ?? [...(name.prefix ?? []), ...(name.given ?? []), name.family, ...(name.suffix ?? [])].filter(Boolean).join(' ') : null;
};

export const address = value => value ? value.text ?? [...(value.line ?? []), [value.city, value.state, value.postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', ') : null;

/** Who a reference points to: its display, or the name of what the resource itself contains. */
export function referenced(reference, resource) {
  if (reference?.display || !reference?.reference?.startsWith('#')) {
    return reference?.display ?? null;
  }
  const contained = resource.contained?.find(one => `#${one.id}` === reference.reference);
  return typeof contained?.name === 'string' ? contained.name : personName(contained?.name);
}

export const capitalized = text => text ? text[0].toUpperCase() + text.slice(1) : null;
