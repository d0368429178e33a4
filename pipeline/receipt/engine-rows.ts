import type { EngineChoice } from '../contracts/engine-choice.js';
import type { Receipt } from '../contracts/receipt.js';
import { type Html, html } from './html.js';

/** Which engine did what, under which licence, and why it was chosen. */
export function engineRows(receipt: Receipt): Html | undefined {
  const rows = [
    ...receipt.engines.map((engine) => ({ engine, language: 'all' })),
    ...receipt.languages.flatMap(({ language, engines = [] }) => engines.map((engine) => ({ engine, language }))),
  ];
  if (rows.length === 0) return undefined;
  return html`<section aria-labelledby="engines"><h2 id="engines">Engines</h2>
<div class="scroll" role="region" tabindex="0" aria-label="Engines"><table>
<thead><tr><th scope="col">Does</th><th scope="col">Engine</th><th scope="col">For</th><th scope="col">Licence</th>
<th scope="col">Why this one</th></tr></thead><tbody>${rows.map(engineRow)}</tbody></table></div></section>`;
}

function engineRow({ engine, language }: { readonly engine: EngineChoice; readonly language: string }): Html {
  return html`<tr><td>${engine.capability}</td><td><strong>${engine.id}</strong> ${engine.version}
<small><code>${engine.fingerprint.slice(0, 12)}</code></small></td>
<td>${language}</td><td>${engine.licence}</td><td>${engine.reason}</td></tr>`;
}
