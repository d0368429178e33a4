import { join } from 'node:path';
import type { SpeechTiming } from '../../../pipeline/contracts/speech-timing.js';
import type { Unit } from '../../../pipeline/contracts/unit.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { SynthesizeUnitParams } from '../../../pipeline/jobs/collect-speech.js';
import type { VoiceReference } from '../../../pipeline/ports/speech-synthesizer.js';
import type { ArtifactFiles } from '../artifacts/artifact-files.js';
import { storeJsonArtifact } from '../artifacts/store-json-artifact.js';
import { engineOf } from './engine-of.js';
import type { RunUnit } from './unit-context.js';

/**
 * `synthesize`: one segment as speech at natural rate. Input reference, where the voice of a person is cloned; outputs
 * audio and timing.
 */
export const runSynthesize: RunUnit = async ({ unit, directory, artifacts, engines, signal }) => {
  const { pitchHz, durationMs: wantedMs, ...params } = SynthesizeUnitParams.parse(unit.params);
  const synthesizer = await engines.speechSynthesizer(engineOf(unit).id);
  const reference = await fetchReference(unit, artifacts);
  const outputPath = join(directory, 'speech.wav');
  const { durationMs, sampleRateHz, words, phonemes, isCutOff } = await synthesizer.synthesize({
    ...params,
    ...(pitchHz === undefined ? {} : { pitchHz }),
    ...(wantedMs === undefined ? {} : { durationMs: wantedMs }),
    ...(reference && { reference }),
    outputPath,
    signal,
  });
  const value: SpeechTiming = {
    durationMs,
    sampleRateHz,
    ...(words && { words: [...words] }),
    ...(phonemes && { phonemes: [...phonemes] }),
    ...(isCutOff && { isCutOff }),
  };
  return {
    audio: await artifacts.store(outputPath, 'audio/wav'),
    timing: await storeJsonArtifact({ files: artifacts, directory, name: 'timing', value }),
  };
};

/** Whoever clones needs a sample, and nobody else may be given one. Fails with `message-invalid`. */
async function fetchReference(unit: Unit, artifacts: ArtifactFiles): Promise<VoiceReference | undefined> {
  const { reference } = unit.inputs;
  const isCloned = engineOf(unit).capability === 'voice-cloner';
  if (isCloned !== (reference !== undefined))
    throw new PipelineError(
      'message-invalid',
      `Unit ${unit.unitKey}: a sample goes with an engine that clones voices.`,
    );
  return reference && { path: await artifacts.fetch(reference) };
}
