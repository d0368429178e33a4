import type { FitLimits } from './fit-limits.js';
import type { Line } from './line.js';

/** Lines that are fitted together, and the window of the timeline that is theirs alone. Whole ms. */
export interface Scene {
  readonly lines: readonly Line[];
  readonly startMs: number;
  readonly endMs: number;
}

/** Below this room per line, or beyond this rate, a scene cannot stand alone and joins its neighbour. */
const LEAST_ROOM_MS = 100;
const LAST_RESORT_RATE = 2.5;
const LEAD_SHARE = 0.25;

/**
 * Cuts ordered lines into scenes: at silences of `sceneSilenceMs`, and at shorter ones that hold a shot change.
 * A scene owns the time from just before its first line to just before the next scene's, so no lateness is handed on.
 */
export function findScenes(params: {
  readonly lines: readonly Line[];
  readonly limits: FitLimits;
  readonly shotsMs: readonly number[];
  readonly videoEndMs: number;
}): readonly Scene[] {
  const groups = groupLines(params.lines, (silenceStartMs, silenceEndMs) => {
    const silenceMs = silenceEndMs - silenceStartMs;
    if (silenceMs >= params.limits.sceneSilenceMs) return true;
    if (silenceMs < params.limits.shotSilenceMs) return false;
    return params.shotsMs.some((cutMs) => cutMs >= silenceStartMs && cutMs <= silenceEndMs);
  });
  const videoEndMs = Math.floor(params.videoEndMs);
  const starts = groups.map((lines, index) =>
    index === 0 ? 0 : sceneStart(lines, groups[index - 1] ?? [], videoEndMs),
  );
  const scenes = groups.map((lines, index) => ({
    lines,
    startMs: starts[index] ?? 0,
    endMs: starts[index + 1] ?? videoEndMs,
  }));
  return joinCrowded(scenes);
}

function groupLines(
  lines: readonly Line[],
  isBoundary: (silenceStartMs: number, silenceEndMs: number) => boolean,
): readonly (readonly Line[])[] {
  const groups: Line[][] = [];
  let spokenUntilMs = 0;
  for (const line of lines) {
    const current = groups.at(-1);
    if (current === undefined || isBoundary(spokenUntilMs, line.onsetMs)) groups.push([line]);
    else current.push(line);
    spokenUntilMs = Math.max(spokenUntilMs, line.endMs);
  }
  return groups;
}

function sceneStart(lines: readonly Line[], previous: readonly Line[], videoEndMs: number): number {
  const first = lines[0];
  const spokenUntilMs = Math.max(...previous.map((line) => line.endMs));
  if (first === undefined) return videoEndMs;
  // of a short silence the line before gets the larger part: running late is forgiven sooner than coming early
  const leadMs = Math.min(first.leadMs, (first.onsetMs - spokenUntilMs) * LEAD_SHARE);
  return Math.floor(Math.min(videoEndMs, Math.max(spokenUntilMs, first.onsetMs - leadMs)));
}

/** Joins a scene without room to the one before it (the first one to the one after it) until every scene has room. */
function joinCrowded(scenes: readonly Scene[]): readonly Scene[] {
  const joined: Scene[] = [];
  for (const scene of scenes) {
    let current = scene;
    for (let last = joined.at(-1); last !== undefined; last = joined.at(-1)) {
      if (!isCrowded(current) && !isCrowded(last)) break;
      joined.pop();
      current = { lines: [...last.lines, ...current.lines], startMs: last.startMs, endMs: current.endMs };
    }
    joined.push(current);
  }
  return joined;
}

function isCrowded(scene: Scene): boolean {
  const shortestMs = scene.lines.reduce(
    (total, line) => total + Math.min(...line.wordings.map((wording) => wording.durationMs)),
    0,
  );
  const roomMs = scene.endMs - scene.startMs;
  return roomMs < scene.lines.length * LEAST_ROOM_MS || roomMs < shortestMs / LAST_RESORT_RATE;
}
