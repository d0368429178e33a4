import type { Cue } from '../../model/cue.js';
import type { SubtitleDocument, SubtitleRegion } from '../../model/subtitle-document.js';
import { unmarkDirection } from '../shared/direction-marks.js';
import type { ReadLog } from '../shared/read-log.js';
import { collectParagraphs } from './collect-paragraphs.js';
import { linesOfRuns, slicesOf } from './ttml-paragraph.js';
import { placementOfRegion, ttmlRegion } from './ttml-region.js';
import { TtmlStyles } from './ttml-styles.js';
import { ttmlClock } from './ttml-time.js';
import { elementsOf, parseXmlTree, type XmlElement } from './xml-tree.js';

const descend = (element: XmlElement, ...names: readonly string[]): XmlElement[] => {
  const [name, ...rest] = names;
  if (name === undefined) return [element];
  return elementsOf(element)
    .filter((child) => child.name === name)
    .flatMap((child) => descend(child, ...rest));
};

const plainText = (element: XmlElement): string =>
  element.children.map((child) => (typeof child === 'string' ? child : plainText(child))).join('');

const agentsOf = (root: XmlElement): Map<string, string> => {
  const agents = [...descend(root, 'head', 'agent'), ...descend(root, 'head', 'metadata', 'agent')];
  return new Map(
    agents.map((agent) => [
      agent.attributes.get('xml:id') ?? '',
      descend(agent, 'name').map(plainText).join(' ').trim(),
    ]),
  );
};

/** A region's own `style` children are part of it. */
const regionStyle = (region: XmlElement, styles: TtmlStyles): Map<string, string> => {
  const merged = styles.ownStyle(region);
  for (const nested of descend(region, 'style'))
    for (const [name, value] of styles.ownStyle(nested)) merged.set(name, value);
  return merged;
};

/** Cues that never end are closed where the last timed one ends; one that starts there or later gets this long. */
const openEndedMs = 5000;

const closeOpenEnds = (cues: readonly Cue[], log: ReadLog): Cue[] => {
  if (cues.every((cue) => Number.isFinite(cue.endMs))) return [...cues];
  const latest = cues.reduce((most, cue) => Math.max(most, Number.isFinite(cue.endMs) ? cue.endMs : cue.startMs), 0);
  log.warn(1, 'some text has no end; it is shown to the end of the last text that has one.');
  return cues.map((cue) =>
    Number.isFinite(cue.endMs) ? cue : { ...cue, endMs: latest > cue.startMs ? latest : cue.startMs + openEndedMs },
  );
};

/**
 * Reads TTML: IMSC 1 and 1.1 Text, EBU-TT-D, DFXP and what descends from them. Nested and sequential timing, frames,
 * ticks, region timing, referenced styles and timed spans are resolved into plain cues; animation other than of
 * `display` and `visibility` is left out with a warning. Fails with `transcript-invalid` naming the line.
 */
export function readTtml(text: string, log: ReadLog): SubtitleDocument {
  const root = parseXmlTree(text, log);
  if (root.name !== 'tt') log.refuse(root.line, `the root element is <${root.name.slice(0, 40)}>, not <tt>.`);
  const language = root.attributes.get('xml:lang') || undefined;
  const styles = new TtmlStyles(descend(root, 'head', 'styling', 'style'));
  const regionElements = descend(root, 'head', 'layout', 'region');
  const regions = new Map<string, SubtitleRegion>();
  for (const element of regionElements) {
    const id = element.attributes.get('xml:id');
    if (id !== undefined) regions.set(id, ttmlRegion(id, regionStyle(element, styles)));
  }
  const agents = agentsOf(root);
  const paragraphs = collectParagraphs({ root, regionElements, styles, clock: ttmlClock(root), language, log });
  const cues = paragraphs.flatMap((paragraph) =>
    slicesOf(paragraph.runs).map(({ startMs, endMs, runs }, index): Cue => {
      const region = regions.get(paragraph.region ?? '');
      const placement = placementOfRegion(region, paragraph.textAlign ?? region?.textAlign);
      const speaker = agents.get(paragraph.agent ?? '') ?? paragraph.agent;
      return {
        ...(paragraph.id === undefined || index > 0 ? {} : { id: paragraph.id }),
        startMs: Math.round(startMs),
        endMs: Number.isFinite(endMs) ? Math.round(endMs) : endMs,
        lines: linesOfRuns(runs).map(unmarkDirection),
        ...(speaker === undefined || speaker === '' ? {} : { speaker }),
        ...(placement === undefined ? {} : { placement }),
        ...(paragraph.isForced ? { isForced: true } : {}),
      };
    }),
  );
  const title = [...descend(root, 'head', 'title'), ...descend(root, 'head', 'metadata', 'title')]
    .map(plainText)[0]
    ?.trim();
  const ordered = closeOpenEnds(cues, log).sort((a, b) => a.startMs - b.startMs);
  return {
    format: 'ttml',
    cues: ordered,
    ...(language === undefined ? {} : { language }),
    ...(title === undefined || title === '' ? {} : { title }),
    ...(regions.size === 0 ? {} : { regions: [...regions.values()] }),
    warnings: log.warnings,
  };
}
