import type { Receipt, ReceiptUnit } from '../contracts/receipt.js';
import { type Html, type HtmlPart, html } from './html.js';

const SHORT_DIGEST = 10;

/** The tree of memos: every unit with its inputs linked to the units that made them. */
export function unitRows(receipt: Receipt): Html | undefined {
  if (receipt.units.length === 0) return undefined;
  const makers = new Map(
    receipt.units.flatMap((unit) => Object.values(unit.outputs).map((digest) => [digest, unit] as const)),
  );
  const timings = new Map((receipt.timing?.units ?? []).map((timing) => [timing.unitKey, timing]));
  return html`<details><summary>${receipt.units.length} units of work, each with what it was made from</summary>
<div class="scroll" role="region" tabindex="0" aria-label="Units"><table class="units">
<thead><tr><th scope="col">Stage</th><th scope="col">Key</th><th scope="col">Engine</th><th scope="col">From</th>
<th scope="col">Made</th><th scope="col" class="number">Work</th></tr></thead>
<tbody>${receipt.units.map((unit) => {
    const timing = timings.get(unit.unitKey);
    return html`<tr id="unit-${unit.unitKey}"><td>${unit.stage}${unit.about !== undefined && html` <small>${unit.about}</small>`}</td>
<td><code title="${unit.unitKey}">${unit.unitKey.slice(0, SHORT_DIGEST)}</code></td><td>${unit.engine ?? '–'}</td>
<td>${digests(unit.inputs, makers)}</td><td>${digests(unit.outputs, new Map())}</td>
<td class="number">${work(timing)}</td></tr>`;
  })}</tbody></table></div></details>`;
}

function digests(named: ReceiptUnit['inputs'], makers: ReadonlyMap<string, ReceiptUnit>): HtmlPart {
  return Object.entries(named).map(([name, digest]) => {
    const maker = makers.get(digest);
    const code = html`<code title="${digest}">${digest.slice(0, SHORT_DIGEST)}</code>`;
    return html`<div>${name} ${maker === undefined ? code : html`<a href="#unit-${maker.unitKey}">${code}</a>`}</div>`;
  });
}

function work(timing: NonNullable<NonNullable<Receipt['timing']>['units']>[number] | undefined): string {
  if (timing === undefined) return '–';
  if (timing.outcome === 'hit') return 'already there';
  return timing.computeMs === undefined ? 'run' : `${(timing.computeMs / 1000).toFixed(1)} s`;
}
