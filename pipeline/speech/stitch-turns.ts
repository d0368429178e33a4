import type { SpeakerTurn } from './diarization-error-rate.js';

/** Who speaks in a window of frames, by local speakers, and who those are. */
export interface LabelledWindow {
  /** Of the recording. */
  readonly firstFrame: number;
  /** One a frame: bit s is set while local speaker s speaks. */
  readonly masks: Uint8Array;
  /** Number of the person each local speaker is; undefined where that is not known. */
  readonly people: readonly (number | undefined)[];
}

export interface StitchTurnsParams {
  /** In time order; they may overlap and leave gaps. */
  readonly windows: readonly LabelledWindow[];
  readonly frameMs: number;
  /** Middle of frame 0 of the recording. */
  readonly firstMiddleMs: number;
  /** Turns end here at the latest. */
  readonly durationMs: number;
}

/**
 * Makes turns of overlapping windows: for every frame the windows tell how many people speak and each votes for those it
 * hears, with more weight the further the frame lies from its edges; so many of them as are counted speak.
 */
export function stitchTurns(params: StitchTurnsParams): SpeakerTurn[] {
  const { frameMs, firstMiddleMs, durationMs } = params;
  const windows = params.windows.map(know);
  const turns: SpeakerTurn[] = [];
  let open = new Map<number, number>();
  const startOf = (frame: number): number => Math.min(durationMs, Math.max(0, firstMiddleMs + (frame - 0.5) * frameMs));
  const settle = (frame: number, active: readonly number[]): void => {
    if (active.length === open.size && active.every((person) => open.has(person))) return;
    for (const [person, since] of open) {
      if (active.includes(person)) continue;
      const [startMs, endMs] = [startOf(since), startOf(frame)];
      if (endMs > startMs) turns.push({ speaker: String(person), startMs, endMs });
    }
    open = new Map(active.map((person) => [person, open.get(person) ?? frame]));
  };
  let first = 0;
  let frame = 0;
  while (first < windows.length) {
    const window = windows[first];
    if (window === undefined || frame >= endOf(window)) {
      first += 1;
      continue;
    }
    if (frame < window.firstFrame) {
      settle(frame, []);
      frame = window.firstFrame;
    }
    settle(frame, peopleAt(windows, first, frame));
    frame += 1;
  }
  settle(frame, []);
  return turns.sort((a, b) => a.startMs - b.startMs || Number(a.speaker) - Number(b.speaker));
}

/** A window with the people of each of its possible masks: frames are many, masks few. */
interface KnownWindow extends LabelledWindow {
  readonly peopleOf: readonly (readonly number[])[];
}

function know(window: LabelledWindow): KnownWindow {
  const peopleOf = Array.from({ length: 2 ** window.people.length }, (_, mask) => {
    const heard = window.people.filter((_person, local) => (mask >> local) % 2 === 1);
    return [...new Set(heard)].filter((person) => person !== undefined);
  });
  return { ...window, peopleOf };
}

const NOBODY: readonly number[] = [];

const endOf = ({ firstFrame, masks }: LabelledWindow): number => firstFrame + masks.length;

const peopleHeard = ({ firstFrame, masks, peopleOf }: KnownWindow, frame: number): readonly number[] =>
  peopleOf[(masks[frame - firstFrame] ?? 0) % peopleOf.length] ?? NOBODY;

function peopleAt(windows: readonly KnownWindow[], first: number, frame: number): readonly number[] {
  let agreed: readonly number[] | undefined;
  for (let index = first; (windows[index]?.firstFrame ?? Number.POSITIVE_INFINITY) <= frame; index++) {
    const window = windows[index];
    if (window === undefined || frame >= endOf(window)) continue;
    const heard = peopleHeard(window, frame);
    if (agreed !== undefined && !isSame(agreed, heard)) return vote(windows, first, frame);
    agreed = heard;
  }
  return agreed ?? NOBODY;
}

const isSame = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((person) => b.includes(person));

function vote(windows: readonly KnownWindow[], first: number, frame: number): number[] {
  const votes = new Map<number, number>();
  let [weights, heads] = [0, 0];
  for (let index = first; (windows[index]?.firstFrame ?? Number.POSITIVE_INFINITY) <= frame; index++) {
    const window = windows[index];
    if (window === undefined || frame >= endOf(window)) continue;
    const weight = Math.min(frame - window.firstFrame, endOf(window) - 1 - frame) + 1;
    const heard = peopleHeard(window, frame);
    weights += weight;
    heads += weight * heard.length;
    for (const person of heard) votes.set(person, (votes.get(person) ?? 0) + weight);
  }
  const ranked = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return ranked.slice(0, Math.round(heads / Math.max(1, weights))).map(([person]) => person);
}
