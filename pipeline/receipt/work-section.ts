import type { Receipt } from '../contracts/receipt.js';
import { type Html, html } from './html.js';
import { unitRows } from './unit-rows.js';

/** How the result came about: time per stage, what was found in the memos, and the tree of units. */
export function workSection(receipt: Receipt): Html | undefined {
  const stages = receipt.timing?.stages ?? [];
  const units = receipt.timing?.units ?? [];
  if (stages.length === 0 && receipt.units.length === 0) return undefined;
  const longestMs = Math.max(1, ...stages.map(({ durationMs }) => durationMs));
  const hits = units.filter(({ outcome }) => outcome === 'hit').length;
  const computeMs = units.reduce((total, unit) => total + (unit.outcome === 'run' ? (unit.computeMs ?? 0) : 0), 0);
  return html`<section aria-labelledby="work"><h2 id="work">How it was made</h2>
${
  units.length > 0 &&
  html`<p>Units run: ${units.length - hits}, with ${(computeMs / 1000).toFixed(1)} s of computing. Found again: ${hits}.</p>`
}
${
  stages.length > 0 &&
  html`<table class="stages"><caption class="sr">Duration of each stage</caption><tbody>${stages.map(
    ({
      stage,
      durationMs,
    }) => html`<tr><th scope="row">${stage}</th><td class="number">${durationMs < 100 ? `${Math.round(durationMs)} ms` : `${(durationMs / 1000).toFixed(1)} s`}</td>
<td class="meter"><svg width="100%" height="10" aria-hidden="true"><rect width="${((100 * durationMs) / longestMs).toFixed(1)}%"
 height="10" rx="3"/></svg></td></tr>`,
  )}</tbody></table>`
}
${unitRows(receipt)}</section>`;
}
