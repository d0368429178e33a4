import type { Estimate } from '../../pipeline/contracts/estimate.js';
import { formatDuration } from '../text/format-duration.js';
import { renderTable } from '../text/render-table.js';
import { safeText } from '../text/safe-text.js';

const columns = [
  { title: 'stage' },
  { title: 'language' },
  { title: 'engine' },
  { title: 'compute', align: 'end' as const },
  { title: 'paid', align: 'end' as const },
  { title: 'USD', align: 'end' as const },
];

/** An estimate for people: stage by stage, by language, in total, and what was assumed. */
export function renderEstimate(estimate: Estimate): string {
  const { stages, shared, targets, durationS, amount, amountPerMinute, computeS, pathS, prices } = estimate;
  const rows = stages.map(({ stage, language = '', engine = '', ...cost }) => [
    stage,
    safeText(language),
    safeText(engine),
    seconds(cost.computeS),
    seconds(cost.billedS),
    money(cost.amount),
  ]);
  const lines = [
    ...renderTable(columns, rows),
    '',
    `shared by all languages: ${seconds(shared.computeS)}, ${money(shared.amount)} USD`,
    ...targets.map(
      ({ language, ...cost }) => `${safeText(language)}: ${seconds(cost.computeS)}, ${money(cost.amount)} USD`,
    ),
    `in all: ${money(amount)} USD and ${seconds(computeS)} of compute for ${formatDuration(durationS * 1000)} of video,`,
    `  ${money(amountPerMinute)} USD for a minute of a finished language (prices of ${prices})`,
    `it lasts ${formatDuration(pathS * 1000)} where workers start at once`,
    '',
    'Assumed:',
    ...estimate.assumptions.map((text) => `  ${safeText(text)}`),
  ];
  return `${lines.join('\n')}\n`;
}

const seconds = (value: number): string => `${value.toFixed(1)} s`;
const money = (value: number): string => value.toFixed(4);
