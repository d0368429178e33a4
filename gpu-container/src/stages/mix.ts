import { z } from 'zod';
import { FitPlan } from '../../../pipeline/contracts/fit-plan.js';
import { LoudnessProfile } from '../../../pipeline/contracts/loudness-report.js';
import { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { Speech } from '../../../pipeline/contracts/spoken-segment.js';
import { Transcript } from '../../../pipeline/contracts/transcript.js';
import { mapLimited } from '../../../pipeline/jobs/map-limited.js';
import { playedSpeech } from '../../../pipeline/speech/played-speech.js';
import { allOf } from '../artifacts/all-of.js';
import { readJsonArtifact } from '../artifacts/read-json-artifact.js';
import { storeJsonArtifact } from '../artifacts/store-json-artifact.js';
import { drawWaveformFile } from '../sound/draw-waveform-file.js';
import { mixDub } from '../sound/mix-dub.js';
import { inputOf } from './input-of.js';
import type { RunUnit } from './unit-context.js';

const Params = z.strictObject({ loudness: LoudnessProfile });
const parallelFetches = 8;

/**
 * `mix`: the dub over the original's music and effects. Inputs original, transcript, speech-manifest, fit, media and,
 * when separated, background; outputs mix, dub (the new dialogue alone), its waveform, music-and-effects and
 * mix-report.
 */
export const runMix: RunUnit = async ({ unit, directory, artifacts, signal, onProgress }) => {
  const { loudness } = Params.parse(unit.params);
  const [transcript, fit, speech, media] = await Promise.all([
    readJsonArtifact(artifacts, inputOf(unit, 'transcript'), Transcript),
    readJsonArtifact(artifacts, inputOf(unit, 'fit'), FitPlan),
    readJsonArtifact(artifacts, inputOf(unit, 'speech-manifest'), Speech),
    readJsonArtifact(artifacts, inputOf(unit, 'media'), MediaInfo),
  ]);
  const background = unit.inputs['background'];
  const mixed = await mixDub({
    originalPath: await artifacts.fetch(inputOf(unit, 'original')),
    transcript,
    fit,
    speech: await mapLimited(playedSpeech(speech, fit).segments, parallelFetches, async ({ id, audio }) => ({
      id,
      path: await artifacts.fetch(audio),
    })),
    profile: loudness,
    outputDirectory: directory,
    durationMs: media.durationMs,
    signal,
    onProgress,
    ...(background && { backgroundPath: await artifacts.fetch(background) }),
  });
  const waveform = await drawWaveformFile(mixed.dialoguePath, signal);
  const wav = (path: string) => artifacts.store(path, 'audio/wav');
  const json = (name: string, value: unknown) => storeJsonArtifact({ files: artifacts, directory, name, value });
  return allOf({
    mix: wav(mixed.mixPath),
    dub: wav(mixed.dialoguePath),
    'music-and-effects': wav(mixed.musicAndEffectsPath),
    'dub-waveform': json('waveform', waveform),
    'mix-report': json('mix-report', mixed.report),
  });
};
