import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Transcript } from '../../../pipeline/contracts/transcript.js';
import { checkBroughtLength } from '../../../pipeline/stages/check-brought-length.js';
import { parseBroughtTranscript } from '../../../pipeline/stages/parse-brought-transcript.js';
import { storeJsonArtifact } from '../artifacts/store-json-artifact.js';
import { openWav } from '../media/open-wav.js';
import { cleanForHearing, HearingDenoiser } from './clean-for-hearing.js';
import { engineOf } from './engine-of.js';
import { inputOf } from './input-of.js';
import type { RunUnit, UnitContext } from './unit-context.js';

const Params = z.strictObject({
  language: z.string(),
  name: z.string().optional(),
  /** Takes noise out before the words are recognized, where there is noise. */
  denoiser: HearingDenoiser.optional(),
});

/** Share of the progress that rating and denoising take. */
const CLEANING_SHARE = 0.2;

/**
 * `transcribe`: what is said and when. Input speech; with input brought (a transcript or subtitle named by `name`),
 * its words are aligned to the audio instead of recognised. Noisy speech is heard through the denoiser of the
 * parameters. Output transcript.
 */
export const runTranscribe: RunUnit = async (context) => {
  const { unit, directory, artifacts } = context;
  const value = unit.inputs['brought'] === undefined ? await recognize(context) : await align(context);
  return { transcript: await storeJsonArtifact({ files: artifacts, directory, name: 'transcript', value }) };
};

async function recognize(context: UnitContext): Promise<Transcript> {
  const { unit, directory, artifacts, engines, signal, onProgress } = context;
  const { language, denoiser } = Params.parse(unit.params);
  const recognizer = await engines.speechRecognizer(engineOf(unit).id);
  const speechPath = await artifacts.fetch(inputOf(unit, 'speech'));
  if (denoiser === undefined) return recognizer.recognize({ speechPath, language, directory, signal, onProgress });
  const onCleaned = (fraction: number): void => onProgress(CLEANING_SHARE * fraction);
  const heard = await cleanForHearing(speechPath, denoiser, { ...context, onProgress: onCleaned });
  const transcript = await recognizer.recognize({
    ...{ speechPath: heard.speechPath, language, directory, signal },
    onProgress: (fraction) => onProgress(CLEANING_SHARE + (1 - CLEANING_SHARE) * fraction),
  });
  return heard.denoisedBy === undefined ? transcript : { ...transcript, denoisedBy: heard.denoisedBy };
}

async function align({ unit, artifacts, engines, signal }: UnitContext): Promise<Transcript> {
  const { language, name = '' } = Params.parse(unit.params);
  const bytes = await readFile(await artifacts.fetch(inputOf(unit, 'brought')));
  const transcript = parseBroughtTranscript({ bytes, name, language });
  const speechPath = await artifacts.fetch(inputOf(unit, 'speech'));
  checkBroughtLength(transcript, await lengthOf(speechPath));
  const aligner = await engines.speechAligner(engineOf(unit).id);
  return aligner.align({ speechPath, transcript, signal });
}

async function lengthOf(speechPath: string): Promise<number> {
  const wav = await openWav(speechPath);
  await wav.close();
  return (wav.frames * 1000) / wav.sampleRateHz;
}
