import type { PublishedFile } from '../contracts/job-result.js';
import type { ReceiptLanguage } from '../contracts/receipt-language.js';
import { type Html, type HtmlPart, html } from './html.js';
import { siblingHref } from './sibling-href.js';
import { wellFormed } from './well-formed.js';

/** A player for the dubbed video (or sound) that lies beside the page, with its subtitles where they are WebVTT. */
export function languagePlayer(
  language: ReceiptLanguage,
  subtitleTexts: Readonly<Record<string, string>> = {},
): Html | undefined {
  const file =
    language.files.find(({ kind }) => kind === 'video') ?? language.files.find(({ kind }) => kind === 'audio');
  const href = file && siblingHref(file.name);
  if (file === undefined || href === undefined) return undefined;
  const label = `The ${language.language} dub, ${file.name}`;
  if (file.kind === 'audio') {
    return html`<audio class="player" controls preload="metadata" src="${href}" aria-label="${label}"></audio>`;
  }
  return html`<video class="player" controls preload="metadata" playsinline src="${href}" aria-label="${label}">${language.files
    .filter(isWebVtt)
    .map((track) => subtitleTrack(track, subtitleTexts[track.name]))}</video>`;
}

function isWebVtt(file: PublishedFile): boolean {
  return file.kind === 'subtitles' && (file.artifact.mediaType.startsWith('text/vtt') || file.name.endsWith('.vtt'));
}

/** Browsers refuse a track beside a page that was opened from a disk, so its text goes into the page where it is known. */
function subtitleTrack(file: PublishedFile, text: string | undefined): HtmlPart {
  const href =
    text === undefined ? siblingHref(file.name) : `data:text/vtt;charset=utf-8,${encodeURIComponent(wellFormed(text))}`;
  if (href === undefined) return undefined;
  const isSdh = file.name.endsWith('.sdh.vtt');
  return html`<track kind="${isSdh ? 'captions' : 'subtitles'}" srclang="${file.language}" label="${file.language}${
    isSdh && ' (SDH)'
  }" src="${href}"/>`;
}
