import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { GlossaryEntry } from '../../../pipeline/contracts/job-request.js';
import { Transcript } from '../../../pipeline/contracts/transcript.js';
import type { Translation } from '../../../pipeline/contracts/translation.js';
import { parseBroughtTranslation } from '../../../pipeline/stages/parse-brought-translation.js';
import { readJsonArtifact } from '../artifacts/read-json-artifact.js';
import { storeJsonArtifact } from '../artifacts/store-json-artifact.js';
import { engineOf } from './engine-of.js';
import { inputOf } from './input-of.js';
import type { RunUnit, UnitContext } from './unit-context.js';

const Params = z.strictObject({
  language: z.string(),
  name: z.string().optional(),
  /** Absent unless a choice was made, so that a translation without one keeps its key. */
  formality: z.enum(['formal', 'informal']).optional(),
});

/** `translate`: every segment in the target language. Input transcript, optional glossary or brought; output translation. */
export const runTranslate: RunUnit = async (context) => {
  const { unit, directory, artifacts } = context;
  const transcript = await readJsonArtifact(artifacts, inputOf(unit, 'transcript'), Transcript);
  const value =
    unit.inputs['brought'] === undefined ? await translate(transcript, context) : await adopt(transcript, context);
  return { translation: await storeJsonArtifact({ files: artifacts, directory, name: 'translation', value }) };
};

async function translate(transcript: Transcript, context: UnitContext): Promise<Translation> {
  const { unit, artifacts, engines, signal, onProgress } = context;
  const { language, formality } = Params.parse(unit.params);
  const terms = unit.inputs['glossary'];
  const translator = await engines.translator(engineOf(unit).id);
  return translator.translate({
    transcript,
    targetLanguage: language,
    ...(formality && { formality }),
    glossary: terms === undefined ? [] : await readJsonArtifact(artifacts, terms, z.array(GlossaryEntry)),
    signal,
    onProgress,
  });
}

async function adopt(transcript: Transcript, { unit, artifacts }: UnitContext): Promise<Translation> {
  const { language, name = '' } = Params.parse(unit.params);
  const bytes = await readFile(await artifacts.fetch(inputOf(unit, 'brought')));
  return parseBroughtTranslation({ bytes, name, language, transcript });
}
