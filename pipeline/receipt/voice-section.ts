import type { ReceiptLanguage } from '../contracts/receipt-language.js';
import type { ReceiptVoice } from '../contracts/receipt-voice.js';
import type { VoiceConsent } from '../contracts/voice-consent.js';
import { formatTime } from './format-time.js';
import { type Html, html } from './html.js';

type Cloned = Extract<ReceiptVoice, { kind: 'cloned' }>;

/** Whose voices were cloned: by whose consent, from which sample, by which engine; that the speech is synthetic. */
export function voiceSection({ voices = [] }: ReceiptLanguage): Html | undefined {
  if (voices.length === 0) return undefined;
  return html`<div class="voices"><h3>Cloned voices</h3>
<p>This speech is synthetic: no person said these words. Say so wherever it is published.</p>
<div class="scroll" role="region" tabindex="0" aria-label="Cloned voices"><table class="checks">
<thead><tr><th scope="col">Who</th><th scope="col">Consent</th><th scope="col">Covers</th><th scope="col">Evidence</th>
<th scope="col">Sample</th><th scope="col">Engine</th></tr></thead>
<tbody>${voices.map((voice) => (voice.kind === 'cloned' ? clonedRow(voice) : stockRow(voice)))}</tbody></table></div></div>`;
}

function clonedRow({ speaker, label, lines, engine, reference, consent }: Cloned): Html {
  const { by, capacity, date, statement } = consent;
  return html`<tr class="good"><td>${label ?? speaker} <small>${lines} ${lines === 1 ? 'line' : 'lines'}</small></td>
<td><strong>${by}</strong> (${capacities[capacity]}), ${date}<details><summary>What was agreed to</summary>${statement}</details></td>
<td>${coverage(consent)}</td><td>${evidence(consent)}</td>
<td>${(reference.durationMs / 1000).toFixed(1)} s from ${reference.spans
    .map(({ startMs, endMs }) => `${formatTime(startMs)}–${formatTime(endMs)}`)
    .join(', ')} <code class="digest">${reference.sha256}</code></td>
<td><strong>${engine.id}</strong> ${engine.version} <small>${engine.licence}</small></td></tr>`;
}

function stockRow({ speaker, label, reason }: Extract<ReceiptVoice, { kind: 'stock' }>): Html {
  return html`<tr class="fair"><td>${label ?? speaker}</td><td colspan="5">Spoken by a stock voice. ${reason}</td></tr>`;
}

const capacities: Readonly<Record<VoiceConsent['capacity'], string>> = {
  self: 'the speaker',
  guardian: 'as guardian',
  estate: 'for the estate',
  'authorized-agent': 'as authorized agent',
};

function coverage({ purpose, languages, commercialUse, validUntil }: Cloned['consent']): string {
  return [
    purpose,
    languages === 'any' ? 'any language' : languages.join(', '),
    commercialUse ? 'commercial use' : 'no commercial use',
    validUntil === undefined ? 'until withdrawn' : `until ${validUntil}`,
  ].join(' · ');
}

function evidence({ evidence: kept }: Cloned['consent']): Html {
  if (kept === undefined) return html`none named`;
  const { reference, location, sha256 } = kept;
  return html`${[reference, location].filter((text) => text !== undefined).join(' · ')}${
    sha256 !== undefined && html` <code class="digest">${sha256}</code>`
  }`;
}
