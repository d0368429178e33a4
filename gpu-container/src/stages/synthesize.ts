import { join } from 'node:path';
import type { SpeechTiming } from '../../../pipeline/contracts/speech-timing.js';
import { SynthesizeUnitParams } from '../../../pipeline/jobs/collect-speech.js';
import { storeJsonArtifact } from '../artifacts/store-json-artifact.js';
import { engineOf } from './engine-of.js';
import type { RunUnit } from './unit-context.js';

/** `synthesize`: one segment as speech at natural rate. Outputs audio and timing. */
export const runSynthesize: RunUnit = async ({ unit, directory, artifacts, engines, signal }) => {
  const { pitchHz, durationMs: wantedMs, ...params } = SynthesizeUnitParams.parse(unit.params);
  const synthesizer = await engines.speechSynthesizer(engineOf(unit).id);
  const outputPath = join(directory, 'speech.wav');
  const { durationMs, sampleRateHz, words, phonemes } = await synthesizer.synthesize({
    ...params,
    ...(pitchHz === undefined ? {} : { pitchHz }),
    ...(wantedMs === undefined ? {} : { durationMs: wantedMs }),
    outputPath,
    signal,
  });
  const value: SpeechTiming = {
    durationMs,
    sampleRateHz,
    ...(words && { words: [...words] }),
    ...(phonemes && { phonemes: [...phonemes] }),
  };
  return {
    audio: await artifacts.store(outputPath, 'audio/wav'),
    timing: await storeJsonArtifact({ files: artifacts, directory, name: 'timing', value }),
  };
};
