import { join } from 'node:path';
import { z } from 'zod';
import { FitPlan } from '../../../pipeline/contracts/fit-plan.js';
import { LoudnessProfile } from '../../../pipeline/contracts/loudness-report.js';
import { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { MixReport } from '../../../pipeline/contracts/mix-report.js';
import { Transcript } from '../../../pipeline/contracts/transcript.js';
import { Translation } from '../../../pipeline/contracts/translation.js';
import { readJsonArtifact } from '../artifacts/read-json-artifact.js';
import { storeJsonArtifact } from '../artifacts/store-json-artifact.js';
import { extractAudio } from '../media/extract-audio.js';
import { probeMedia } from '../media/probe-media.js';
import { verifyDub } from '../sound/verify-dub.js';
import { inputOf } from './input-of.js';
import type { RunUnit, UnitContext } from './unit-context.js';
import { verifyLips } from './verify-lips.js';

const Params = z.strictObject({ language: z.string(), loudness: LoudnessProfile });
const programmeFormat = { sampleRateHz: 48_000, channels: 2, codec: 'pcm_s16le' } as const;

/**
 * `verify`: the finished video, heard and seen again. Inputs video, dub, fit, translation, transcript, media and
 * mix-report, and where mouths were to move lip-manifest, frames, source and speech; outputs verification and
 * lip-verification. With an engine that hears the language, what was really said is compared with what should be.
 */
export const runVerify: RunUnit = async (context) => {
  const { unit, directory, artifacts, engines, signal, onProgress } = context;
  const { loudness } = Params.parse(unit.params);
  const read = <T extends z.ZodType>(name: string, schema: T) =>
    readJsonArtifact(artifacts, inputOf(unit, name), schema);
  const [media, report] = [await read('media', MediaInfo), await read('mix-report', MixReport)];
  const value = await verifyDub({
    mixPath: await decodeDub(context),
    dialoguePath: await artifacts.fetch(inputOf(unit, 'dub')),
    transcript: await read('transcript', Transcript),
    translation: await read('translation', Translation),
    fit: await read('fit', FitPlan),
    profile: loudness,
    expectedDurationMs: media.durationMs,
    voiceResidueDb: report.voiceResidueDb,
    recognizer: unit.engine && { id: unit.engine.id, engine: await engines.speechRecognizer(unit.engine.id) },
    directory,
    signal,
    onProgress,
  });
  const store = (name: string, content: unknown) =>
    storeJsonArtifact({ files: artifacts, directory, name, value: content });
  const lips = await verifyLips(context, { videoPath: await artifacts.fetch(inputOf(unit, 'video')) });
  return {
    verification: await store('verification', value),
    ...(lips && { 'lip-verification': await store('lip-verification', lips) }),
  };
};

/** The first sound of the packaged video, as a player would play it. */
async function decodeDub({ unit, directory, artifacts, signal }: UnitContext): Promise<string> {
  const sourcePath = await artifacts.fetch(inputOf(unit, 'video'));
  const info = await probeMedia({ path: sourcePath, signal });
  const outputPath = join(directory, 'programme.wav');
  await extractAudio({ sourcePath, info, outputPath, signal }, programmeFormat);
  return outputPath;
}
