import type { Cue, CuePlacement } from '../../model/cue.js';
import type { FrameRate } from '../../model/frame-rate.js';
import type { Span } from '../../model/span.js';
import type { SubtitleRegion } from '../../model/subtitle-document.js';
import { vttTime } from '../vtt/vtt-time.js';

/** What stands around the cues of a TTML file. */
export interface TtmlHead {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title?: string | undefined;
  readonly frameRate?: FrameRate | undefined;
  readonly regions?: readonly SubtitleRegion[] | undefined;
}

/** Characters XML 1.0 cannot hold at all are replaced; the rest is escaped. */
const escapeXml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const attribute = (name: string, value: string | undefined): string =>
  value === undefined ? '' : ` ${name}="${escapeXml(value)}"`;

const decorationOf = (span: Span): string | undefined => {
  const parts = [span.underline === true ? 'underline' : '', span.strike === true ? 'lineThrough' : ''];
  return parts.some((part) => part !== '') ? parts.filter((part) => part !== '').join(' ') : undefined;
};

const spanMarkup = (span: Span): string => {
  const attributes =
    attribute('xml:lang', span.language) +
    attribute('tts:fontWeight', span.bold === true ? 'bold' : undefined) +
    attribute('tts:fontStyle', span.italic === true ? 'italic' : undefined) +
    attribute('tts:textDecoration', decorationOf(span)) +
    attribute('tts:color', span.color) +
    attribute('tts:backgroundColor', span.background) +
    attribute('tts:fontFamily', span.fontFamily);
  const text = escapeXml(span.text);
  if (span.ruby !== undefined) {
    const base = `<span tts:ruby="base"${attributes}>${text}</span>`;
    return `<span tts:ruby="container">${base}<span tts:ruby="text">${escapeXml(span.ruby)}</span></span>`;
  }
  return attributes === '' ? text : `<span${attributes}>${text}</span>`;
};

const percent = (value: number): string => `${Math.round(value * 1000) / 1000}%`;

/** The region a placement needs; undefined means the default one at the bottom. */
const regionFor = (
  placement: CuePlacement | undefined,
  named: ReadonlyMap<string, SubtitleRegion>,
): SubtitleRegion | undefined => {
  if (placement?.region !== undefined && named.get(placement.region)?.extent !== undefined)
    return named.get(placement.region);
  const line = placement?.line;
  if (placement === undefined || line === undefined) return undefined;
  // A line number counts from the top, or from the bottom when negative; fifteen lines fill the picture.
  const top = placement.isLinePercent === true ? line : line >= 0 ? (line / 15) * 100 : 100 + (line / 15) * 100;
  const from = Math.min(95, Math.max(5, top));
  if (top >= 75 && placement.lineAlign !== 'start') return undefined;
  if (placement.lineAlign === 'center') {
    const half = Math.min(from, 100 - from);
    return {
      id: `center-${Math.round(from)}`,
      origin: [10, from - half],
      extent: [80, half * 2],
      displayAlign: 'center',
    };
  }
  if (placement.lineAlign === 'end')
    return { id: `above-${Math.round(from)}`, origin: [10, 0], extent: [80, from], displayAlign: 'after' };
  return {
    id: `from-${Math.round(from)}`,
    origin: [10, from],
    extent: [80, 95 - from + 0.001],
    displayAlign: 'before',
  };
};

const bottom: SubtitleRegion = { id: 'bottom', origin: [10, 10], extent: [80, 80], displayAlign: 'after' };

const regionMarkup = (region: SubtitleRegion): string => {
  const [x, y] = region.origin ?? [10, 10];
  const [width, height] = region.extent ?? [80, 80];
  const box = `tts:origin="${percent(x)} ${percent(y)}" tts:extent="${percent(width)} ${percent(height)}"`;
  return `      <region xml:id="${escapeXml(region.id)}" ${box} tts:displayAlign="${region.displayAlign ?? 'after'}" tts:overflow="visible"/>`;
};

const isXmlName = (text: string): boolean => /^[A-Za-z_][\w.-]*$/.test(text);

const paragraph = (cue: Cue, index: number, region: SubtitleRegion, agent: string | undefined): string => {
  const text = cue.lines.map((line) => line.map(spanMarkup).join('')).join('<br/>');
  const id = cue.id !== undefined && isXmlName(cue.id) ? cue.id : `cue${index + 1}`;
  const where = region.id === bottom.id ? '' : attribute('region', region.id);
  const who = attribute('ttm:agent', agent) + attribute('tts:textAlign', cue.placement?.align);
  const forced = cue.isForced === true ? ' itts:forcedDisplay="true"' : '';
  const times = `begin="${vttTime(cue.startMs)}" end="${vttTime(cue.endMs)}"`;
  return `      <p xml:id="${id}" ${times}${where}${who}${forced}>${text}</p>`;
};

const rateAttributes = (rate: FrameRate | undefined): string => {
  if (rate === undefined) return '';
  const nominal = Math.round(rate.numerator / rate.denominator);
  const multiplier =
    rate.denominator === 1 ? '' : ` ttp:frameRateMultiplier="${rate.numerator / nominal} ${rate.denominator}"`;
  return ` ttp:frameRate="${nominal}"${multiplier}`;
};

const uniqueIds = (cues: readonly Cue[]): readonly Cue[] => {
  const seen = new Set<string>();
  return cues.map((cue) => {
    const { id, ...rest } = cue;
    if (id === undefined || !seen.has(id)) {
      seen.add(id ?? '');
      return /^cue\d+$/.test(id ?? '') ? rest : cue;
    }
    return rest;
  });
};

/** Writes an IMSC 1.1 Text Profile document: percent regions, media time, language and direction declared. */
export function writeTtml(cues: readonly Cue[], head: TtmlHead): string {
  const named = new Map((head.regions ?? []).map((region) => [region.id, region]));
  const regions = new Map([[bottom.id, bottom]]);
  const speakers = new Map<string, string>();
  const paragraphs = uniqueIds(cues).map((cue, index) => {
    const region = regionFor(cue.placement, named) ?? bottom;
    regions.set(region.id, regions.get(region.id) ?? region);
    const { speaker } = cue;
    if (speaker !== undefined && !speakers.has(speaker)) speakers.set(speaker, `speaker${speakers.size + 1}`);
    return paragraph(cue, index, region, speaker === undefined ? undefined : speakers.get(speaker));
  });
  const agents = [...speakers].map(
    ([name, id]) =>
      `      <ttm:agent xml:id="${id}" type="person"><ttm:name type="alias">${escapeXml(name)}</ttm:name></ttm:agent>`,
  );
  const direction = head.direction === 'rtl' ? ' tts:direction="rtl" tts:unicodeBidi="embed"' : '';
  const title = head.title === undefined ? [] : [`      <ttm:title>${escapeXml(head.title)}</ttm:title>`];
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:tts="http://www.w3.org/ns/ttml#styling" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xmlns:itts="http://www.w3.org/ns/ttml/profile/imsc1#styling" ttp:contentProfiles="http://www.w3.org/ns/ttml/profile/imsc1.1/text" ttp:timeBase="media" ttp:cellResolution="32 15"${rateAttributes(head.frameRate)} xml:lang="${escapeXml(head.language)}">`,
    '  <head>',
    ...(title.length + agents.length === 0 ? [] : ['    <metadata>', ...title, ...agents, '    </metadata>']),
    '    <styling>',
    '      <style xml:id="text" tts:fontFamily="proportionalSansSerif" tts:fontSize="100%" tts:lineHeight="125%" tts:textAlign="center" tts:textOutline="#000000 5%"/>',
    '    </styling>',
    '    <layout>',
    ...[...regions.values()].map(regionMarkup),
    '    </layout>',
    '  </head>',
    `  <body region="bottom" style="text"${direction}>`,
    '    <div>',
    ...paragraphs,
    '    </div>',
    '  </body>',
    '</tt>',
  ].join('\n')}\n`;
}
