import type { Link } from './chain-scene.js';
import type { Scene } from './find-scenes.js';
import type { FitLimits } from './fit-limits.js';

/** The earliest ms at which a line of a scene may start. */
export function earliestStart(link: Link, scene: Scene): number {
  return Math.max(scene.startMs, Math.min(link.anchorMs, link.line.onsetMs - link.line.leadMs));
}

/** The latest ms at which a line of a scene may start. */
export function latestStart(link: Link, scene: Scene, limits: FitLimits): number {
  return Math.min(scene.endMs, Math.max(link.anchorMs, link.line.onsetMs + limits.lagMs));
}
