import { element, facts } from './page.js';
import { address, capitalized, date, personName } from './words.js';

export const patientName = patient => personName(patient.name) ?? 'Unnamed patient';

export function patientView(patient) {
  const contact = system => patient.telecom?.find(one => one.system === system)?.value;
  return element('div', { className: 'card' }, facts(
    ['Date of birth', date(patient.birthDate)],
    ['Gender', capitalized(patient.gender)],
    ['Died', patient.deceasedBoolean ? 'Yes' : date(patient.deceasedDateTime)],
    ['Address', address(patient.address?.[0])],
    ['Phone', contact('phone')],
    ['E-mail', contact('email')],
    ['Member number', memberNumber(patient)]));
}

function memberNumber(patient) {
  const of = code => patient.identifier?.find(one => one.type?.coding?.some(coding => coding.code === code))?.value;
  return of('MB') ?? of('UM') ?? of('MR');
}
