import type { JobRequest } from '../../pipeline/contracts/job-request.js';
import type { CliIo } from '../cli-io.js';
import { type LocalFile, lookAtFile } from '../upload/look-at-file.js';
import type { JobOptions } from './job-options.js';
import { readGlossary } from './read-glossary.js';
import { readVoiceWishes } from './read-voice-wishes.js';

/** Every file a job takes from this machine, looked at before anything is started or sent. */
export interface JobFiles {
  readonly video: LocalFile;
  readonly transcript: LocalFile | undefined;
  readonly translations: Readonly<Record<string, LocalFile>>;
  readonly glossary: JobRequest['glossary'];
  readonly voices: JobRequest['voices'];
}

/** Finds a job's files. Fails as `lookAtFile`, `readGlossary` and `readVoiceWishes` do. */
export async function collectJobFiles(io: Pick<CliIo, 'cwd'>, video: string, options: JobOptions): Promise<JobFiles> {
  const look = (path: string): Promise<LocalFile> => lookAtFile(io.cwd, path);
  const translations = Object.entries(options.translation ?? {}).map(
    async ([language, path]) => [language, await look(path)] as const,
  );
  return {
    video: await look(video),
    transcript: options.transcript === undefined ? undefined : await look(options.transcript),
    translations: Object.fromEntries(await Promise.all(translations)),
    glossary: options.glossary === undefined ? undefined : await readGlossary(await look(options.glossary)),
    voices: options.cloneVoices === undefined ? undefined : await readVoiceWishes(await look(options.cloneVoices)),
  };
}
