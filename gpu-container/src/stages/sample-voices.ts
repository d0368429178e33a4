import { join } from 'node:path';
import { SampleUnitParams } from '../../../pipeline/jobs/cut-samples.js';
import { storeJsonArtifact } from '../artifacts/store-json-artifact.js';
import { takeSample } from '../sound/take-sample.js';
import { inputOf } from './input-of.js';
import type { RunUnit } from './unit-context.js';

/**
 * `sample-voices`: the cleanest seconds of one speaker, for an engine that clones voices. Input sound; outputs report
 * and, where there is enough speech, reference.
 */
export const runSampleVoices: RunUnit = async ({ unit, directory, artifacts, signal }) => {
  const { spans } = SampleUnitParams.parse(unit.params);
  const soundPath = await artifacts.fetch(inputOf(unit, 'sound'));
  const outputPath = join(directory, 'reference.wav');
  const value = await takeSample({ soundPath, spans, outputPath, signal });
  return {
    report: await storeJsonArtifact({ files: artifacts, directory, name: 'report', value }),
    ...(value.reason === undefined && { reference: await artifacts.store(outputPath, 'audio/wav') }),
  };
};
