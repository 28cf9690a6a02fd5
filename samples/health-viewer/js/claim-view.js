import { element, facts } from './page.js';
import { capitalized, concept, date, money, period, referenced } from './words.js';

/** CARIN Blue Button 2.0.0, C4BB Adjudication, and the base adjudication codes, in a member's words. */
const amounts = {
  submitted: 'Billed', eligible: 'Allowed', discount: 'Discount', noncovered: 'Not covered', deductible: 'Deductible', copay: 'Copay', coinsurance: 'Coinsurance',
  priorpayerpaid: 'Paid by another insurer', drugcost: 'Drug cost', benefit: 'Plan paid', paidtoprovider: 'Paid to provider', paidtopatient: 'Paid to you',
  paidbypatient: 'Paid by you', memberliability: 'You owe',
};

const kinds = { institutional: 'Hospital or clinic', professional: 'Doctor or other professional', pharmacy: 'Pharmacy', oral: 'Dental', vision: 'Vision' };

export const claimDay = claim => claim.billablePeriod?.start ?? claim.created ?? '';

/** A claim: a line to scan, and behind it every amount and service. */
export function claimView(claim) {
  const owed = amountOf(claim.total, 'memberliability') ?? amountOf(claim.total, 'paidbypatient');
  const billed = amountOf(claim.total, 'submitted');
  return element('details', { className: 'card claim' },
    element('summary', {},
      element('span', { className: 'what' },
        element('strong', {}, titleOf(claim)),
        element('span', { className: 'meta' }, [period(claim.billablePeriod) ?? date(claim.created), referenced(claim.provider, claim)].filter(Boolean).join(' · '))),
      element('span', { className: 'money' },
        owed ? element('span', {}, element('span', { className: 'meta' }, 'Your share '), element('strong', {}, owed)) : null,
        billed ? element('span', { className: 'meta' }, `Billed ${billed}`) : null)),
    facts(
      ['Kind', kindOf(claim)],
      ['Status', [capitalized(claim.status), capitalized(claim.outcome)].filter(Boolean).join(', ')],
      ...(claim.total ?? []).map(total => [amounts[codeOf(total.category)] ?? concept(total.category), money(total.amount)]),
      ['Payment', [money(claim.payment?.amount), date(claim.payment?.date)].filter(Boolean).join(' on ')],
      ['Diagnoses', (claim.diagnosis ?? []).map(one => concept(one.diagnosisCodeableConcept)).filter(Boolean).join('; ')],
      ['Claim number', claim.identifier?.[0]?.value]),
    claim.item?.length ? serviceTable(claim) : null);
}

function serviceTable(claim) {
  const row = item => element('tr', {},
    element('td', {}, date(item.servicedDate) ?? period(item.servicedPeriod) ?? ''),
    element('td', {}, concept(item.productOrService) ?? ''),
    element('td', { className: 'number' }, amountOf(item.adjudication, 'submitted') ?? money(item.net) ?? ''),
    element('td', { className: 'number' }, amountOf(item.adjudication, 'benefit') ?? amountOf(item.adjudication, 'paidtoprovider') ?? ''));
  const head = ['Date', 'Service', 'Billed', 'Plan paid'];
  return element('div', { className: 'table', tabIndex: 0, role: 'region', ariaLabel: `Services of ${titleOf(claim)}` }, element('table', {},
    element('caption', {}, 'Services'),
    element('thead', {}, element('tr', {}, head.map((text, i) => element('th', { scope: 'col', className: i > 1 ? 'number' : '' }, text)))),
    element('tbody', {}, claim.item.map(row))));
}

const kindOf = claim => kinds[codeOf(claim.type)] ?? concept(claim.type);
/** The first service that has a name; a bare code tells a member nothing. */
const titleOf = claim => claim.item?.map(item => named(item.productOrService)).find(name => name) ?? kindOf(claim) ?? 'Claim';
const named = value => [value?.text, ...(value?.coding ?? []).map(coding => coding.display)].find(name => name && name !== 'Not Applicable');
const codeOf = value => value?.coding?.map(coding => coding.code).find(code => code in amounts || code in kinds) ?? value?.coding?.[0]?.code;
const amountOf = (list, code) => money(list?.find(one => one.category?.coding?.some(coding => coding.code === code))?.amount);
