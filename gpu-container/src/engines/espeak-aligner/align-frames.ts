/** What is to be found in a recording: the frames of a spoken model of the text, cut into words. */
export interface ModelFrames {
  /** Feature vector per frame of the model. */
  readonly frames: readonly Float64Array[];
  /** First frame of every word, ascending; a pause may be heard before each. */
  readonly wordStarts: readonly number[];
  /** For each word, whether a pause before it is natural: after a mark, or where a segment begins. */
  readonly followsMark: readonly boolean[];
}

/** A recording: feature vector per frame, and whether somebody speaks in it. */
export interface HeardFrames {
  readonly frames: readonly Float64Array[];
  readonly isSpeech: ArrayLike<number>;
}

export interface AlignFramesParams {
  readonly model: ModelFrames;
  readonly heard: HeardFrames;
  /** Only states this near to the expected one are looked at; all of them when absent. */
  readonly band?: { readonly expectedShare: (frame: number) => number; readonly width: number };
}

/** Where a word was found, in frames of the recording: [from, to). */
export interface FoundWord {
  readonly from: number;
  readonly to: number;
}

/** Cost of calling a frame a pause: cheap where nobody speaks, dearer than a bad match where somebody does. */
const PAUSE_COST = { silence: 1.5, speech: 9 };
/** Cost added when a word is put where nobody speaks. */
const WORD_IN_SILENCE_COST = 2.5;
/** Cost of pausing inside a phrase, so that a word beside a pause stays with its phrase. */
const INNER_PAUSE_COST = 12;
/** Cost of every frame for which a word lasts longer than in the model. */
const STAY_COST = 0.3;
/** Cost of leaving out frames of the model; speech faster than three times the model's is not followed. */
const SKIP_COST = [0, 0, 0.6, 1.4];
const MAX_STEP = 3;
const PAUSE = -1;
const UNREACHED = Number.POSITIVE_INFINITY;

/** Places on the way through the model: frames of it, and a pause before every word and after the last. */
interface States {
  /** The frame of the model, or PAUSE. */
  readonly frame: Int32Array;
  /** Cost of coming in from another state: for pauses where no pause is natural. */
  readonly entryCost: Float64Array;
}

function buildStates({ frames, wordStarts, followsMark }: ModelFrames): States {
  const wordAt = new Map(wordStarts.map((start, word) => [start, word]));
  const places: number[] = [];
  const entryCosts: number[] = [];
  const add = (frame: number, cost: number): void => {
    places.push(frame);
    entryCosts.push(cost);
  };
  frames.forEach((_frame, at) => {
    const word = wordAt.get(at);
    if (word !== undefined) add(PAUSE, followsMark[word] === true ? 0 : INNER_PAUSE_COST);
    add(at, 0);
  });
  add(PAUSE, 0);
  return { frame: Int32Array.from(places), entryCost: Float64Array.from(entryCosts) };
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += ((a[index] ?? 0) - (b[index] ?? 0)) ** 2;
  return Math.sqrt(sum);
}

/** The states looked at for one frame of the recording. */
interface Range {
  readonly low: number;
  readonly high: number;
}

function rangesOf({ band, heard }: AlignFramesParams, states: number): readonly Range[] {
  return heard.frames.map((_frame, at) => {
    if (band === undefined) return { low: 0, high: states - 1 };
    const centre = Math.round(band.expectedShare(at) * (states - 1));
    return { low: Math.max(0, centre - band.width), high: Math.min(states - 1, centre + band.width) };
  });
}

/**
 * Finds every word of the model in the recording: the cheapest way through both (Viterbi), in which any word may be
 * spoken slower or up to three times faster and pauses may stand before and after every word.
 */
export function alignFrames(params: AlignFramesParams): readonly FoundWord[] {
  const { model, heard } = params;
  const states = buildStates(model);
  const ranges = rangesOf(params, states.frame.length);
  const steps = ranges.map(({ low, high }) => new Uint8Array(high - low + 1));
  let costs = new Float64Array(states.frame.length).fill(UNREACHED);
  heard.frames.forEach((frame, at) => {
    const next = new Float64Array(states.frame.length).fill(UNREACHED);
    const { low, high } = ranges[at] ?? { low: 0, high: 0 };
    const isSpeech = heard.isSpeech[at] === 1;
    for (let state = low; state <= high; state++) {
      const modelFrame = states.frame[state] ?? PAUSE;
      const from = at === 0 ? startCost(state) : cheapestStep({ costs, states, state });
      if (from.cost === UNREACHED) continue;
      const target = model.frames[modelFrame];
      const local =
        modelFrame === PAUSE || target === undefined
          ? isSpeech
            ? PAUSE_COST.speech
            : PAUSE_COST.silence
          : distance(frame, target) + (isSpeech ? 0 : WORD_IN_SILENCE_COST);
      next[state] = from.cost + local;
      const row = steps[at];
      if (row !== undefined) row[state - low] = from.step;
    }
    costs = next;
  });
  return traceWords({ states, steps, ranges, last: cheapestEnd(costs), model });
}

const startCost = (state: number): { cost: number; step: number } =>
  state <= 1 ? { cost: 0, step: 0 } : { cost: UNREACHED, step: 0 };

interface StepParams {
  readonly costs: Float64Array;
  readonly states: States;
  readonly state: number;
}

/** The cheapest way into a state. Stepping over a pause costs nothing; stepping over frames of a word does. */
function cheapestStep({ costs, states, state }: StepParams): { cost: number; step: number } {
  const isPause = states.frame[state] === PAUSE;
  const entryCost = states.entryCost[state] ?? 0;
  let cost = (costs[state] ?? UNREACHED) + (isPause ? 0 : STAY_COST);
  let best = 0;
  let skipped = 1;
  for (let step = 1; step <= MAX_STEP + 1; step++) {
    const from = state - step;
    if (from < 0 || skipped > MAX_STEP) break;
    const candidate = (costs[from] ?? UNREACHED) + (SKIP_COST[skipped] ?? 0) + entryCost;
    if (candidate < cost) {
      cost = candidate;
      best = step;
    }
    if (states.frame[from] !== PAUSE) skipped++;
  }
  return { cost, step: best };
}

/** The end lies in the last pause or the last frames of the last word. */
function cheapestEnd(costs: Float64Array): number {
  const first = Math.max(0, costs.length - 1 - MAX_STEP);
  let best = costs.length - 1;
  for (let state = first; state < costs.length; state++) {
    if ((costs[state] ?? UNREACHED) < (costs[best] ?? UNREACHED)) best = state;
  }
  return best;
}

interface TraceParams {
  readonly states: States;
  readonly steps: readonly Uint8Array[];
  readonly ranges: readonly Range[];
  readonly last: number;
  readonly model: ModelFrames;
}

function traceWords({ states, steps, ranges, last, model }: TraceParams): readonly FoundWord[] {
  const wordOf = new Int32Array(model.frames.length);
  let word = -1;
  for (let at = 0; at < wordOf.length; at++) {
    while (word + 1 < model.wordStarts.length && (model.wordStarts[word + 1] ?? 0) <= at) word++;
    wordOf[at] = word;
  }
  const found: Array<{ from: number; to: number } | undefined> = model.wordStarts.map(() => undefined);
  let state = last;
  for (let at = steps.length - 1; at >= 0; at--) {
    const frame = states.frame[state] ?? PAUSE;
    const owner = frame === PAUSE ? -1 : (wordOf[frame] ?? -1);
    if (owner >= 0) found[owner] = { from: at, to: found[owner]?.to ?? at + 1 };
    state -= steps[at]?.[state - (ranges[at]?.low ?? 0)] ?? 0;
  }
  return fillGaps(found, steps.length);
}

/** A word that was skipped altogether stands, without length, where the word before it ends. */
function fillGaps(found: ReadonlyArray<FoundWord | undefined>, frames: number): readonly FoundWord[] {
  let end = 0;
  return found.map((word) => {
    const placed = word ?? { from: Math.min(end, frames), to: Math.min(end, frames) };
    end = placed.to;
    return placed;
  });
}
