import type { TimeSpan } from '../sound/time-span.js';

/** Someone speaks from start to end. */
export interface SpeakerTurn extends TimeSpan {
  readonly speaker: string;
}

/** Shares of the reference speech time that went wrong, and their sum. */
export interface DiarizationError {
  readonly rate: number;
  readonly missed: number;
  readonly falseAlarm: number;
  readonly confusion: number;
}

export interface DiarizationErrorRateParams {
  readonly reference: readonly SpeakerTurn[];
  readonly hypothesis: readonly SpeakerTurn[];
  /** Time around every reference boundary that is not scored, in ms to each side; 0 unless told. */
  readonly collarMs?: number;
}

const STEP_MS = 10;
/** Above this many speakers the best pairing is found greedily; trying all is exact but grows too fast. */
const MOST_EXACT_SPEAKERS = 7;

/** Diarization error rate as in the NIST evaluations: overlapping speech counts once per speaker. */
export function diarizationErrorRate({
  reference,
  hypothesis,
  collarMs = 0,
}: DiarizationErrorRateParams): DiarizationError {
  const endMs = [...reference, ...hypothesis].reduce((end, turn) => Math.max(end, turn.endMs), 0);
  const steps = Math.ceil(endMs / STEP_MS);
  const isScored = (ms: number): boolean =>
    !reference.some((turn) => Math.abs(turn.startMs - ms) < collarMs || Math.abs(turn.endMs - ms) < collarMs);
  const moments: { readonly real: readonly string[]; readonly guessed: readonly string[] }[] = [];
  for (let step = 0; step < steps; step++) {
    const ms = (step + 0.5) * STEP_MS;
    if (isScored(ms)) moments.push({ real: speakersAt(reference, ms), guessed: speakersAt(hypothesis, ms) });
  }
  const pairing = bestPairing(moments);
  const totals = { speech: 0, missed: 0, falseAlarm: 0, confusion: 0 };
  for (const { real, guessed } of moments) {
    const right = guessed.filter((name) => real.includes(pairing.get(name) ?? '')).length;
    totals.speech += real.length;
    totals.missed += Math.max(0, real.length - guessed.length);
    totals.falseAlarm += Math.max(0, guessed.length - real.length);
    totals.confusion += Math.min(real.length, guessed.length) - right;
  }
  const share = (count: number): number => (totals.speech === 0 ? 0 : count / totals.speech);
  const parts = [share(totals.missed), share(totals.falseAlarm), share(totals.confusion)] as const;
  return { missed: parts[0], falseAlarm: parts[1], confusion: parts[2], rate: parts[0] + parts[1] + parts[2] };
}

function speakersAt(turns: readonly SpeakerTurn[], ms: number): string[] {
  return [...new Set(turns.filter((turn) => turn.startMs <= ms && ms < turn.endMs).map((turn) => turn.speaker))];
}

/** Hypothesis name to reference name, so that most time agrees. */
function bestPairing(
  moments: readonly { readonly real: readonly string[]; readonly guessed: readonly string[] }[],
): Map<string, string> {
  const shared = new Map<string, Map<string, number>>();
  for (const { real, guessed } of moments) {
    for (const guess of guessed) {
      const row = shared.get(guess) ?? new Map<string, number>();
      shared.set(guess, row);
      for (const name of real) row.set(name, (row.get(name) ?? 0) + 1);
    }
  }
  const guesses = [...shared.keys()];
  return guesses.length <= MOST_EXACT_SPEAKERS ? exactPairing(guesses, shared) : greedyPairing(shared);
}

type SharedTime = ReadonlyMap<string, ReadonlyMap<string, number>>;

function exactPairing(guesses: readonly string[], shared: SharedTime): Map<string, string> {
  let best = { time: -1, pairs: new Map<string, string>() };
  const visit = (index: number, time: number, pairs: ReadonlyMap<string, string>): void => {
    const guess = guesses[index];
    if (guess === undefined) {
      if (time > best.time) best = { time, pairs: new Map(pairs) };
      return;
    }
    visit(index + 1, time, pairs);
    const taken = new Set(pairs.values());
    for (const [name, count] of shared.get(guess) ?? []) {
      if (!taken.has(name)) visit(index + 1, time + count, new Map(pairs).set(guess, name));
    }
  };
  visit(0, 0, new Map());
  return best.pairs;
}

function greedyPairing(shared: SharedTime): Map<string, string> {
  const all = [...shared].flatMap(([guess, row]) => [...row].map(([name, time]) => ({ guess, name, time })));
  all.sort((a, b) => b.time - a.time);
  const pairs = new Map<string, string>();
  for (const { guess, name } of all) {
    if (!pairs.has(guess) && ![...pairs.values()].includes(name)) pairs.set(guess, name);
  }
  return pairs;
}
