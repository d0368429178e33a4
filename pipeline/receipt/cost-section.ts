import type { CostAccount } from '../contracts/cost-account.js';
import type { Receipt } from '../contracts/receipt.js';
import { type Html, html } from './html.js';

/** What the work was foreseen to take and what it took, stage by stage, in seconds and money. */
export function costSection({ timing }: Receipt): Html | undefined {
  const { estimate, actual } = timing ?? {};
  if (actual === undefined) return undefined;
  const foreseen = (stage: CostAccount['stages'][number]) =>
    estimate?.stages.find((each) => each.stage === stage.stage && each.language === stage.language);
  return html`<section aria-labelledby="cost"><h2 id="cost">What it cost</h2>
<p>${money(actual.amount)} ${actual.currency} and ${seconds(actual.computeS)} of computing${
    estimate && html`; foreseen were ${money(estimate.amount)} ${estimate.currency} and ${seconds(estimate.computeS)}`
  }. Work that was found again is free. Reckoned with the price table ${actual.prices}; it is no invoice.</p>
<details><summary>Stage by stage</summary><table class="stages"><thead><tr><th scope="col">Stage</th>
<th scope="col" class="number">Foreseen</th><th scope="col" class="number">Took</th><th scope="col" class="number">${actual.currency}</th></tr></thead>
<tbody>${actual.stages.map(
    (stage) => html`<tr><th scope="row">${stage.stage}</th><td class="number">${seconds(foreseen(stage)?.computeS)}</td>
<td class="number">${seconds(stage.computeS)}</td><td class="number">${money(stage.amount)}</td></tr>`,
  )}</tbody></table></details></section>`;
}

const seconds = (value: number | undefined): string => (value === undefined ? '–' : `${value.toFixed(1)} s`);
const money = (value: number): string => value.toFixed(4);
