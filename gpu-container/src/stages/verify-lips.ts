import { join } from 'node:path';
import { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import { LipManifest } from '../../../pipeline/contracts/lip-manifest.js';
import { LipReport } from '../../../pipeline/contracts/lip-report.js';
import type { LipVerification } from '../../../pipeline/contracts/lip-verification.js';
import { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { judgeLips } from '../../../pipeline/quality/judge-lips.js';
import { readJsonArtifact } from '../artifacts/read-json-artifact.js';
import { extractSpeechAudio } from '../media/extract-speech-audio.js';
import { openWav } from '../media/open-wav.js';
import { probeMedia } from '../media/probe-media.js';
import { comparePackets } from '../picture/compare-packets.js';
import { inputOf } from './input-of.js';
import type { UnitContext } from './unit-context.js';

/** Mouths are judged in this much of a film, in ms: the cepstra of more would fill the memory and say nothing new. */
const longestJudgedMs = 20 * 60_000;
const toUnit = 1 / 32_768;

/**
 * Looks at the mouths of a finished dub and holds its picture against the source's. Inputs lip-manifest, frames, source,
 * media, speech and video. Undefined where no mouth was asked to move. Fails as reading and `comparePackets` do.
 */
export async function verifyLips(
  context: UnitContext,
  { videoPath }: { readonly videoPath: string },
): Promise<LipVerification | undefined> {
  const { unit, artifacts } = context;
  if (unit.inputs['lip-manifest'] === undefined) return undefined;
  const { runs } = await readJsonArtifact(artifacts, inputOf(unit, 'lip-manifest'), LipManifest);
  if (runs.length === 0) return undefined;
  const frames = await readJsonArtifact(artifacts, inputOf(unit, 'frames'), FrameIndex);
  const reports = await Promise.all(runs.map(({ report }) => readJsonArtifact(artifacts, report, LipReport)));
  return judgeLips({
    reports: reports.map((report) => judgedPart(report, frames)),
    timesMs: frames.timesMs,
    dub: await loadDub(context, videoPath),
    original: await loadSpeech(await artifacts.fetch(inputOf(unit, 'speech'))),
    proof: await prove(context, videoPath, frames),
  });
}

function judgedPart(report: LipReport, { timesMs }: FrameIndex): LipReport {
  const isJudged = (endFrame: number): boolean => (timesMs[endFrame - 1] ?? 0) <= longestJudgedMs;
  return {
    ...report,
    spans: report.spans.filter(({ method, endFrame }) => method === 'untouched' || isJudged(endFrame)),
  };
}

async function loadDub({ directory, signal }: UnitContext, sourcePath: string) {
  const outputPath = join(directory, 'dub-16k.wav');
  const info = await probeMedia({ path: sourcePath, signal });
  await extractSpeechAudio({ sourcePath, info, outputPath, signal });
  return loadSpeech(outputPath);
}

async function loadSpeech(path: string) {
  const reader = await openWav(path);
  try {
    const { sampleRateHz } = reader;
    const frames = Math.min(reader.frames, Math.round((longestJudgedMs / 1000) * sampleRateHz));
    const whole = await reader.read(0, frames);
    return { samples: Float32Array.from(whole, (sample) => sample * toUnit), sampleRateHz };
  } finally {
    await reader.close();
  }
}

async function prove({ unit, directory, artifacts, signal }: UnitContext, videoPath: string, frames: FrameIndex) {
  const info = await readJsonArtifact(artifacts, inputOf(unit, 'media'), MediaInfo);
  return comparePackets({
    source: { path: await artifacts.fetch(inputOf(unit, 'source')), info },
    frames,
    made: { path: videoPath, info: await probeMedia({ path: videoPath, signal }) },
    directory,
    signal,
  });
}
