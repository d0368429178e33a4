import type { LipShape, RenderedSpan } from '../contracts/lip-report.js';
import type { VerifiedMouth } from '../contracts/lip-verification.js';
import type { HearFramesParams } from './hear-frames.js';
import { measureJitter } from './measure-jitter.js';
import { type SeenMouth, scoreLipSync } from './score-lip-sync.js';

export interface VerifyMouthParams {
  readonly person: string;
  /** What was rendered of this person; one or more. */
  readonly spans: readonly RenderedSpan[];
  /** Of the frame index. */
  readonly timesMs: readonly number[];
  readonly dub: HearFramesParams;
  readonly original: HearFramesParams;
}

/** Judges one person's rendered mouth: does it go with the dub, is it calm, is it still that person. */
export function verifyMouth({ person, spans, timesMs, dub, original }: VerifyMouthParams): VerifiedMouth {
  const source = watch(spans, timesMs, ({ source: shapes }) => shapes);
  const rendered = watch(spans, timesMs, ({ rendered: shapes }) => shapes);
  const jitterRatio = compareJitter(spans);
  const identities = spans.flatMap(({ identitySimilarity }) => identitySimilarity ?? []);
  return {
    person,
    renderedFrames: spans.reduce((sum, { firstFrame, endFrame }) => sum + endFrame - firstFrame, 0),
    original: scoreLipSync({ mouths: source, sound: original }),
    before: scoreLipSync({ mouths: source, sound: dub }),
    after: scoreLipSync({ mouths: rendered, sound: dub }),
    ...(jitterRatio === undefined ? {} : { jitterRatio }),
    ...(identities.length === 0 ? {} : { identitySimilarity: Math.min(...identities) }),
  };
}

type ShapesOf = (span: RenderedSpan) => readonly LipShape[];

function watch(spans: readonly RenderedSpan[], timesMs: readonly number[], shapesOf: ShapesOf): readonly SeenMouth[] {
  return spans.map((span) => {
    const shapes = shapesOf(span).map(({ open, width }) => [open, width]);
    return { shapes, timesMs: timesMs.slice(span.firstFrame, span.firstFrame + shapes.length) };
  });
}

function compareJitter(spans: readonly RenderedSpan[]): number | undefined {
  let [before, after] = [0, 0];
  for (const { source, rendered } of spans) {
    before += (measureJitter(source.map(({ open }) => open)) ?? 0) * source.length;
    after += (measureJitter(rendered.map(({ open }) => open)) ?? 0) * source.length;
  }
  return before === 0 ? undefined : Math.round((after / before) * 100) / 100;
}
