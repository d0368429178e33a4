import type { Scene } from './find-scenes.js';
import type { FitLimits } from './fit-limits.js';
import type { Line } from './line.js';
import { talksOver } from './talks-over.js';

/** A line's place in the chain that is always possible: it may start at `anchorMs` and end by `limitMs`. Whole ms. */
export interface Link {
  readonly line: Line;
  readonly anchorMs: number;
  readonly limitMs: number;
  /** Breath kept after this line. */
  readonly gapMs: number;
  /** How much of this line's end the next may talk over, because the originals do and the speakers differ. */
  readonly mayOverlapMs: number;
}

const WANTED_ROOM_MS = 100;

/**
 * Gives each line an anchor near its onset such that the chain anchor → next anchor fits the scene whatever is spoken.
 * Undefined when the scene has not even `3 × stepMs` for each line.
 */
export function chainScene(scene: Scene, limits: FitLimits, stepMs: number): readonly Link[] | undefined {
  const roomMs = Math.min(WANTED_ROOM_MS, Math.floor((scene.endMs - scene.startMs) / scene.lines.length));
  if (roomMs < 3 * stepMs) return undefined;
  const anchors = anchorLines(scene, roomMs);
  const links: Link[] = [];
  for (const [index, line] of scene.lines.entries()) {
    const next = scene.lines[index + 1];
    const anchorMs = anchors[index] ?? scene.startMs;
    const nextAnchorMs = anchors[index + 1] ?? scene.endMs;
    const afterNextMs = anchors[index + 2] ?? scene.endMs;
    const isFree = (links.at(-1)?.mayOverlapMs ?? 0) === 0;
    const mayOverlapMs =
      next !== undefined && isFree ? originalOverlap(line, next, afterNextMs - nextAnchorMs - 2 * stepMs) : 0;
    const gapMs = next === undefined || mayOverlapMs > 0 ? 0 : breath(line, next, limits, nextAnchorMs - anchorMs);
    const limitMs = next === undefined ? scene.endMs : Math.floor(nextAnchorMs / stepMs) * stepMs - gapMs;
    links.push({ line, anchorMs, limitMs, gapMs, mayOverlapMs });
  }
  return links;
}

function anchorLines(scene: Scene, roomMs: number): readonly number[] {
  const anchors: number[] = [];
  for (const line of scene.lines) {
    const earliestMs = anchors.length === 0 ? scene.startMs : (anchors.at(-1) ?? 0) + roomMs;
    anchors.push(Math.max(line.onsetMs, earliestMs));
  }
  return anchors.map((anchorMs, index) => Math.min(anchorMs, scene.endMs - (anchors.length - index) * roomMs));
}

function originalOverlap(line: Line, next: Line, mostMs: number): number {
  if (!talksOver(line.segment, next.segment)) return 0;
  return Math.max(0, Math.min(line.endMs - next.onsetMs, mostMs));
}

function breath(line: Line, next: Line, limits: FitLimits, roomMs: number): number {
  return Math.floor(Math.max(0, Math.min(next.onsetMs - line.endMs, limits.gapMs, roomMs / 3)));
}
