import type { ReadLog } from '../shared/read-log.js';
import type { Interval, TimedRun } from './ttml-paragraph.js';
import { spanStyleOf, type TtmlStyle, type TtmlStyles } from './ttml-styles.js';
import { parseTtmlTime, type TtmlClock } from './ttml-time.js';
import { elementsOf, type XmlElement } from './xml-tree.js';

/** A `p` with its times resolved. */
export interface Paragraph {
  readonly id: string | undefined;
  readonly region: string | undefined;
  readonly agent: string | undefined;
  readonly textAlign: string | undefined;
  readonly isForced: boolean;
  readonly runs: readonly TimedRun[];
}

/** Everything {@link collectParagraphs} needs. */
export interface CollectParagraphsParams {
  readonly root: XmlElement;
  readonly regionElements: readonly XmlElement[];
  readonly styles: TtmlStyles;
  readonly clock: TtmlClock;
  readonly language: string | undefined;
  readonly log: ReadLog;
}

/** What passes from an element to those inside it. */
interface Scope extends Interval {
  readonly style: TtmlStyle;
  readonly region: string | undefined;
  readonly agent: string | undefined;
  readonly isForced: boolean;
}

/** A paragraph is shown anew each time one of its pieces comes or goes; no real one has this many. */
const maxTimedRuns = 1000;

const always: Interval = { startMs: 0, endMs: Number.POSITIVE_INFINITY };

class ParagraphCollector {
  readonly #params: CollectParagraphsParams;
  readonly #regions = new Map<string, Interval>();
  readonly paragraphs: Paragraph[] = [];

  constructor(params: CollectParagraphsParams) {
    this.#params = params;
    for (const region of params.regionElements) {
      const id = region.attributes.get('xml:id');
      if (id !== undefined) this.#regions.set(id, this.#intervalOf(region, always, 0));
    }
  }

  walk(element: XmlElement, scope: Scope): void {
    if (element.name === 'p') this.#paragraph(element, scope);
    else
      this.#eachTimed(element, scope, (child, inner) => {
        if (child.name === 'div' || child.name === 'p' || child.name === 'body') this.walk(child, inner);
      });
  }

  /** The scope of an element inside its parent; `offsetMs` is where it may begin at the earliest. */
  enter(element: XmlElement, parent: Scope, offsetMs: number): Scope {
    const region = element.attributes.get('region') ?? parent.region;
    return {
      ...this.#intervalOf(element, parent, offsetMs),
      style: this.#params.styles.resolve(element, parent.style),
      region,
      agent: element.attributes.get('ttm:agent') ?? parent.agent,
      isForced: (element.attributes.get('itts:forcedDisplay') ?? String(parent.isForced)) === 'true',
    };
  }

  #eachTimed(element: XmlElement, scope: Scope, visit: (child: XmlElement, inner: Scope) => void): void {
    const isSequence = element.attributes.get('timeContainer') === 'seq';
    let offsetMs = scope.startMs;
    for (const child of elementsOf(element)) {
      const inner = this.enter(child, scope, offsetMs);
      visit(child, inner);
      if (isSequence && child.name !== 'metadata' && child.name !== 'set') {
        offsetMs = this.#uncutEnd(child, offsetMs) ?? inner.endMs;
      }
    }
  }

  #time(element: XmlElement, name: string): number | undefined {
    const text = element.attributes.get(name);
    if (text === undefined || text.trim() === 'indefinite') return undefined;
    const time = parseTtmlTime(text, this.#params.clock);
    if (time === undefined) this.#params.log.lose(element.line, `${name}="${text.slice(0, 40)}" is not a time.`);
    return time;
  }

  /** Where an element would end if its parent did not cut it off: that is where its successor in a sequence begins. */
  #uncutEnd(element: XmlElement, offsetMs: number): number | undefined {
    const begin = offsetMs + (this.#time(element, 'begin') ?? 0);
    const duration = this.#time(element, 'dur');
    const end = this.#time(element, 'end');
    if (duration === undefined && end === undefined) return undefined;
    return Math.min(begin + (duration ?? Number.POSITIVE_INFINITY), offsetMs + (end ?? Number.POSITIVE_INFINITY));
  }

  #intervalOf(element: XmlElement, parent: Interval, offsetMs: number): Interval {
    const startMs = offsetMs + (this.#time(element, 'begin') ?? 0);
    const endMs = Math.min(this.#uncutEnd(element, offsetMs) ?? Number.POSITIVE_INFINITY, parent.endMs);
    return { startMs, endMs: Math.max(startMs, endMs) };
  }

  #paragraph(element: XmlElement, scope: Scope): void {
    const runs: TimedRun[] = [];
    this.#runs(element, scope, runs);
    const id = element.attributes.get('xml:id');
    const { region, agent, isForced } = scope;
    const window = this.#regions.get(region ?? '') ?? always;
    const cut = runs.map((run) => ({
      ...run,
      startMs: Math.max(run.startMs, window.startMs),
      endMs: Math.min(run.endMs, window.endMs),
    }));
    if (cut.length > maxTimedRuns && new Set(cut.map((run) => run.startMs)).size > maxTimedRuns) {
      this.#params.log.refuse(element.line, `more than ${maxTimedRuns} timed pieces in one paragraph.`);
    }
    const isShown = cut.some((run) => run.text.trim() !== '' && run.endMs > run.startMs);
    const hasText = runs.some((run) => run.text.trim() !== '');
    if (hasText && !isShown) this.#params.log.warn(element.line, 'this text is never shown.');
    else if (isShown)
      this.paragraphs.push({ id, region, agent, textAlign: scope.style.get('textAlign'), isForced, runs: cut });
  }

  #runs(element: XmlElement, scope: Scope, runs: TimedRun[]): void {
    const style = spanStyleOf(scope.style, this.#params.language);
    const isPreserved = scope.style.get('space') === 'preserve';
    const ruby = scope.style.get('ruby');
    if (ruby === 'delimiter') return;
    const shown = this.#shownIntervals(element, scope);
    for (const child of element.children) {
      if (typeof child === 'string') {
        if (ruby === 'text' && this.#hangRuby(runs, child)) continue;
        for (const interval of shown) runs.push({ ...interval, text: child, style, isPreserved, isBreak: false });
      } else if (child.name === 'br') {
        runs.push({ ...this.#widest(shown, scope), text: '', style, isPreserved, isBreak: true });
      } else if (child.name === 'span') {
        this.#runs(child, this.enter(child, scope, scope.startMs), runs);
      }
    }
  }

  #widest(shown: readonly Interval[], scope: Interval): Interval {
    const [first] = shown;
    return first === undefined || shown.length > 1 ? { startMs: scope.startMs, endMs: scope.endMs } : first;
  }

  #hangRuby(runs: TimedRun[], text: string): boolean {
    const base = runs.at(-1);
    if (base === undefined || base.isBreak) return false;
    runs[runs.length - 1] = { ...base, style: { ...base.style, ruby: text.trim() } };
    return true;
  }

  /** When an element is visible: hidden ones only while a `set` shows them, others except while one hides them. */
  #shownIntervals(element: XmlElement, scope: Scope): Interval[] {
    const isHidden = scope.style.get('display') === 'none' || scope.style.get('visibility') === 'hidden';
    const sets = elementsOf(element).filter((child) => child.name === 'set' || child.name === 'animate');
    const shows: Interval[] = [];
    const hides: Interval[] = [];
    for (const set of sets) {
      const interval = this.#intervalOf(set, scope, scope.startMs);
      const value = set.attributes.get('tts:display') ?? set.attributes.get('tts:visibility');
      if (value === 'auto' || value === 'visible') shows.push(interval);
      else if (value === 'none' || value === 'hidden') hides.push(interval);
      else this.#params.log.warn(set.line, 'this animation is left out.');
    }
    if (isHidden) return shows;
    let rest: Interval[] = [{ startMs: scope.startMs, endMs: scope.endMs }];
    for (const hide of hides) {
      rest = rest.flatMap(({ startMs, endMs }) => [
        { startMs, endMs: Math.min(endMs, hide.startMs) },
        { startMs: Math.max(startMs, hide.endMs), endMs },
      ]);
    }
    return rest.filter(({ startMs, endMs }) => endMs > startMs);
  }
}

/** Every paragraph of the document that is shown at some time, in document order. */
export function collectParagraphs(params: CollectParagraphsParams): Paragraph[] {
  const collector = new ParagraphCollector(params);
  const outer: Scope = { ...always, style: new Map(), region: undefined, agent: undefined, isForced: false };
  const root = collector.enter(params.root, outer, 0);
  for (const body of elementsOf(params.root)) {
    if (body.name === 'body') collector.walk(body, collector.enter(body, root, 0));
  }
  return collector.paragraphs;
}
