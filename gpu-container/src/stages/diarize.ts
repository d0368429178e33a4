import { z } from 'zod';
import { Transcript } from '../../../pipeline/contracts/transcript.js';
import { readJsonArtifact } from '../artifacts/read-json-artifact.js';
import { storeJsonArtifact } from '../artifacts/store-json-artifact.js';
import { engineOf } from './engine-of.js';
import { inputOf } from './input-of.js';
import type { RunUnit } from './unit-context.js';

const Params = z.strictObject({ speakers: z.number().int().optional() });

/** `diarize`: who says what. Inputs speech and transcript; output transcript, with a speaker on every segment. */
export const runDiarize: RunUnit = async ({ unit, directory, artifacts, engines, signal, onProgress }) => {
  const { speakers } = Params.parse(unit.params);
  const diarizer = await engines.diarizer(engineOf(unit).id);
  const value = await diarizer.diarize({
    speechPath: await artifacts.fetch(inputOf(unit, 'speech')),
    transcript: await readJsonArtifact(artifacts, inputOf(unit, 'transcript'), Transcript),
    signal,
    onProgress,
    ...(speakers === undefined ? {} : { speakerCount: speakers }),
  });
  return { transcript: await storeJsonArtifact({ files: artifacts, directory, name: 'transcript', value }) };
};
