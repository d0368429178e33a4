import type { LipReport, RenderedSpan } from '../contracts/lip-report.js';
import type { LipVerification } from '../contracts/lip-verification.js';
import type { PictureProof } from '../contracts/picture-proof.js';
import { findLipFaults } from './find-lip-faults.js';
import type { HearFramesParams } from './hear-frames.js';
import { verifyMouth } from './verify-mouth.js';

export interface JudgeLipsParams {
  /** One per run, in order. */
  readonly reports: readonly LipReport[];
  /** Of the frame index: when each frame is shown on the job's timeline, in ms. */
  readonly timesMs: readonly number[];
  /** The dubbed speech on the job's timeline, without background where there is a choice. */
  readonly dub: HearFramesParams;
  /** The original speech on the same timeline. */
  readonly original: HearFramesParams;
  /** What holding both files against each other showed. */
  readonly proof?: PictureProof;
}

/** Judges what lip-sync did to a dub, from the accounts of its runs and from both soundtracks. */
export function judgeLips({ reports, timesMs, dub, original, proof }: JudgeLipsParams): LipVerification {
  const spans = reports.flatMap((report) => report.spans);
  const rendered = spans.filter(({ method }) => method !== 'untouched');
  const changedFrames = reports.reduce((sum, report) => sum + report.changedFrames, 0);
  const noise = reports.flatMap(({ outsideMaskPsnrDb }) => outsideMaskPsnrDb ?? []);
  const verification = {
    frames: timesMs.length,
    changedFrames,
    shareOfFramesChanged: Math.round((changedFrames / Math.max(1, timesMs.length)) * 1000) / 1000,
    mouths: [...byPerson(rendered)].map(([person, own]) => verifyMouth({ person, spans: own, timesMs, dub, original })),
    untouched: spans.flatMap(({ person, segmentIds, firstFrame, endFrame, method, reason }) =>
      method === 'untouched' && reason !== undefined ? [{ person, segmentIds, firstFrame, endFrame, reason }] : [],
    ),
    outsideMaskMaxDifference: Math.max(0, ...reports.map((report) => report.outsideMaskMaxDifference)),
    ...(noise.length === 0 ? {} : { outsideMaskPsnrDb: Math.min(...noise) }),
    ...(proof === undefined ? {} : { proof }),
  };
  return { ...verification, findings: [...findLipFaults(verification)] };
}

function byPerson(spans: readonly RenderedSpan[]): ReadonlyMap<string, readonly RenderedSpan[]> {
  const people = new Map<string, RenderedSpan[]>();
  for (const span of spans) people.set(span.person, [...(people.get(span.person) ?? []), span]);
  return people;
}
