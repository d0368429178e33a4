import type { LipVerification } from '../contracts/lip-verification.js';
import type { ReceiptLanguage } from '../contracts/receipt-language.js';
import type { ReceiptLips } from '../contracts/receipt-lips.js';
import { formatTime } from './format-time.js';
import { type Html, html } from './html.js';

type Mouth = LipVerification['mouths'][number];

/** What was done to the mouths: scores of every speaker, what stayed the source's, who was left alone and why, stills. */
export function lipSection({ lips }: ReceiptLanguage, sheets: readonly string[] = []): Html | undefined {
  if (lips === undefined) return undefined;
  const { mouths, findings, unseen, untouched } = lips;
  if (mouths.length + untouched.length + unseen.length === 0) return undefined;
  return html`<div class="lips"><h3>Mouths</h3><p>${summary(lips)}</p>
${findings.length > 0 && html`<ul class="notes">${findings.map(({ message }) => html`<li>${message}</li>`)}</ul>`}
${mouths.length > 0 && mouthTable(mouths)}
${sheets.map(
  (sheet, index) =>
    html`<figure><figcaption>Stills ${index + 1}: the source above, the dub below</figcaption>
<img class="sheet" src="data:image/png;base64,${sheet}" alt="Mouths of the source above those of the dub" loading="lazy"></figure>`,
)}
${unseen.length + untouched.length > 0 && leftAlone(lips)}</div>`;
}

function summary({ frames, changedFrames, proof, outsideMaskMaxDifference }: ReceiptLips): string {
  const share = `${changedFrames} of ${frames} pictures changed`;
  const outside =
    changedFrames === 0 ? [] : [`largest difference outside the masks before encoding: ${outsideMaskMaxDifference}`];
  if (proof === undefined) return [share, ...outside].join(' · ');
  return [
    share,
    ...outside,
    `${proof.identicalPackets} of ${proof.sourcePackets} packets are the source’s, byte by byte`,
    `${proof.identicalGroups} of ${proof.groups} groups of pictures untouched`,
  ].join(' · ');
}

function mouthTable(mouths: readonly Mouth[]): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="How the mouths measure"><table class="checks">
<caption>How well mouth and sound go together</caption>
<thead><tr><th scope="col">Who</th><th scope="col" class="number">Pictures</th><th scope="col" class="number">Source</th>
<th scope="col" class="number">Dub, old mouth</th><th scope="col" class="number">Dub, new mouth</th>
<th scope="col" class="number">Jitter</th><th scope="col" class="number">Same face</th><th scope="col">Verdict</th></tr></thead>
<tbody>${mouths.map(mouthRow)}</tbody></table></div>`;
}

function mouthRow({ person, renderedFrames, original, before, after, jitterRatio, identitySimilarity }: Mouth): Html {
  const state = { 'in-sync': 'good', 'out-of-sync': 'bad', unknown: 'fair' }[after.verdict];
  return html`<tr class="${state}"><td>${person}</td><td class="number">${renderedFrames}</td>
<td class="number">${original.correlation.toFixed(2)}</td><td class="number">${before.correlation.toFixed(2)}</td>
<td class="number">${after.correlation.toFixed(2)}</td>
<td class="number">${jitterRatio === undefined ? '–' : `×${jitterRatio.toFixed(2)}`}</td>
<td class="number">${identitySimilarity?.toFixed(2) ?? '–'}</td>
<td>${words(after.verdict)}${after.verdict === 'unknown' ? '' : html` <small>${Math.round(after.offsetMs)} ms</small>`}</td></tr>`;
}

function leftAlone({ unseen, untouched }: ReceiptLips): Html {
  const rows = [
    ...unseen.map(({ startMs, endMs, reason }) => ({ at: `${formatTime(startMs)}–${formatTime(endMs)}`, reason })),
    ...untouched.map(({ person, firstFrame, endFrame, reason }) => ({
      at: `${person}, pictures ${firstFrame}–${endFrame}`,
      reason,
    })),
  ];
  return html`<details><summary>${rows.length} left as they are</summary><ul>${rows.map(
    ({ at, reason }) => html`<li>${at}: ${words(reason)}</li>`,
  )}</ul></details>`;
}

/** `too-small` as people say it. */
const words = (code: string): string => code.replaceAll('-', ' ');
