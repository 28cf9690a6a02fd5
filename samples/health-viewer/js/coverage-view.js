import { element, facts } from './page.js';
import { capitalized, concept, period, referenced } from './words.js';

export function coverageView(coverage) {
  const classOf = code => coverage.class?.find(one => one.type?.coding?.some(coding => coding.code === code));
  const plan = classOf('plan');
  const title = plan?.name ?? classOf('group')?.name ?? concept(coverage.type) ?? 'Coverage';
  return element('article', { className: 'card' },
    element('h3', {}, title, ' ', element('span', { className: `badge ${coverage.status === 'active' ? 'good' : ''}` }, capitalized(coverage.status) ?? 'Unknown')),
    facts(
      ['Kind', concept(coverage.type)],
      ['Period', period(coverage.period)],
      ['Insurer', referenced(coverage.payor?.[0], coverage)],
      ['Subscriber number', coverage.subscriberId],
      ['Relationship to subscriber', capitalized(concept(coverage.relationship))],
      ['Group', classOf('group')?.name ?? classOf('group')?.value]));
}
