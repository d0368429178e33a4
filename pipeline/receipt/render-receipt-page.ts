import type { Receipt } from '../contracts/receipt.js';
import { costSection } from './cost-section.js';
import { engineRows } from './engine-rows.js';
import { formatTime } from './format-time.js';
import { type Html, html, trustedMarkup } from './html.js';
import { languageSection } from './language-section.js';
import { pageScript } from './page-script.js';
import { pageScriptDigest } from './page-script-digest.js';
import { pageStyle } from './page-style.js';
import { reading } from './reading.js';
import type { Waveform } from './waveform.js';
import { workSection } from './work-section.js';

/** What a page may show besides the receipt, because it is too big for one or not worth keeping. */
export interface ReceiptPageExtras {
  readonly waveforms?: {
    readonly original?: Waveform;
    /** By target language. */
    readonly dubs?: Readonly<Record<string, Waveform>>;
  };
  /** PNG stills of moved mouths by target language, in base64. */
  readonly lipSheets?: Readonly<Record<string, readonly string[]>>;
  /** WebVTT texts by file name, so that subtitles also show when the page is opened from a disk. */
  readonly subtitleTexts?: Readonly<Record<string, string>>;
}

/**
 * Renders a receipt as one self-contained HTML page: no network, no fonts, no libraries; light and dark; players point
 * at the files beside it. Every text of the job is escaped, and a content security policy forbids everything but the
 * page's own style and script and media.
 */
export function renderReceiptPage(receipt: Receipt, extras: ReceiptPageExtras = {}): string {
  const policy = [
    "default-src 'none'",
    'img-src data:',
    "style-src 'unsafe-inline'",
    `script-src 'sha256-${pageScriptDigest}'`,
    "media-src 'self' file: data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${receipt.source.name} · receipt</title>
<link rel="icon" href="data:,">
<style>${trustedMarkup(pageStyle)}</style>
</head>
<body>
${header(receipt)}
<main>
${receipt.warnings !== undefined && receipt.warnings.length > 0 && warnings(receipt.warnings)}
${receipt.languages.map((language, index) =>
  languageSection({
    id: `language-${index + 1}`,
    language,
    sourceLanguage: receipt.spokenLanguage,
    durationMs: durationOf(receipt),
    original: extras.waveforms?.original,
    dub: extras.waveforms?.dubs?.[language.language],
    subtitleTexts: extras.subtitleTexts,
    lipSheets: extras.lipSheets?.[language.language],
  }),
)}
${engineRows(receipt)}
${workSection(receipt)}
${costSection(receipt)}
${reading()}
</main>
<script>${trustedMarkup(pageScript)}</script>
</body>
</html>
`;
  return page.markup;
}

function header(receipt: Receipt): Html {
  const { source, languages } = receipt;
  const failed = languages.filter(({ failure }) => failure !== undefined).length;
  return html`<header><p class="kicker">Receipt · <bdi>${receipt.jobId}</bdi></p>
<h1><bdi>${source.name}</bdi></h1>
<dl class="facts"><div><dt>Length</dt><dd>${formatTime(source.durationMs)}</dd></div>
<div><dt>Spoken</dt><dd>${receipt.spokenLanguage ?? 'unknown'}</dd></div>
<div><dt>Languages</dt><dd>${languages.length - failed} of ${languages.length} completed</dd></div>
<div><dt>Workflow</dt><dd>${receipt.workflow}</dd></div>
<div><dt>SHA-256 of the source</dt><dd><code class="digest">${source.sha256}</code></dd></div></dl>
${
  languages.length > 1 &&
  html`<nav aria-label="Languages"><ul>${languages.map(
    ({ language, failure }, index) =>
      html`<li><a href="#language-${index + 1}" class="${failure ? 'bad' : 'good'}">${language}</a></li>`,
  )}</ul></nav>`
}</header>`;
}

function warnings(texts: readonly string[]): Html {
  return html`<section class="notes" aria-labelledby="warnings"><h2 id="warnings">Warnings</h2><ul>${texts.map(
    (text) => html`<li>${text}</li>`,
  )}</ul></section>`;
}

function durationOf({ source, languages }: Receipt): number {
  const ends = languages.flatMap(({ segments }) =>
    segments.map((segment) => Math.max(segment.originalEndMs, segment.endMs ?? 0)),
  );
  return ends.reduce((latest, endMs) => Math.max(latest, endMs), source.durationMs);
}
