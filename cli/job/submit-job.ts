import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { JobRequest } from '../../pipeline/contracts/job-request.js';
import type { JobStatus } from '../../pipeline/contracts/job-status.js';
import type { SourceFile } from '../../pipeline/contracts/source-file.js';
import type { ProgressReporter } from '../progress/progress-reporter.js';
import type { PolydubSession } from '../session/polydub-session.js';
import { uploadFile } from '../upload/upload-file.js';
import type { JobFiles } from './collect-job-files.js';
import type { JobOptions } from './job-options.js';

/** What is asked of whom. `targets` are tags as given; the server judges them. */
export interface SubmitJobParams {
  readonly session: PolydubSession;
  readonly progress: ProgressReporter;
  readonly files: JobFiles;
  readonly targets: readonly string[];
  readonly options: JobOptions;
}

/** Uploads a job's files and submits it; repeated sending makes no second job. Fails as uploading and the API do. */
export async function submitJob(params: SubmitJobParams): Promise<JobStatus> {
  const { session, progress, files } = params;
  const upload = (file: JobFiles['video']): Promise<SourceFile> => uploadFile({ session, progress, file });
  const source = await upload(files.video);
  const transcript = files.transcript === undefined ? undefined : await upload(files.transcript);
  const translations: Record<string, SourceFile> = {};
  for (const [language, file] of Object.entries(files.translations)) translations[language] = await upload(file);
  const request = buildRequest(params, { source, transcript, translations });
  const idempotencyKey = randomUUID();
  return session.run((api) => api.submitJob(request, idempotencyKey));
}

interface UploadedFiles {
  readonly source: SourceFile;
  readonly transcript: SourceFile | undefined;
  readonly translations: Readonly<Record<string, SourceFile>>;
}

function buildRequest(
  { files, targets, options }: SubmitJobParams,
  uploaded: UploadedFiles,
): z.input<typeof JobRequest> {
  const { source, transcript, translations } = uploaded;
  const { from, engine, speakers, formality, loudness, lipSync, allowNonCommercial } = options;
  return {
    source,
    targets: [...targets],
    ...(from === undefined ? {} : { sourceLanguage: from }),
    ...(transcript === undefined ? {} : { transcript }),
    ...(Object.keys(translations).length === 0 ? {} : { translations }),
    ...(engine === undefined ? {} : { engines: engine }),
    ...(speakers === undefined ? {} : { speakers }),
    ...(options.budget === undefined ? {} : { budget: { amount: options.budget } }),
    ...(files.glossary === undefined ? {} : { glossary: [...files.glossary] }),
    ...(files.voices === undefined ? {} : { voices: files.voices }),
    ...(formality === undefined ? {} : { formality }),
    ...(loudness === undefined ? {} : { loudness }),
    ...(lipSync === undefined ? {} : { lipSync }),
    ...(allowNonCommercial === true && { commercialUse: false }),
    ...subtitleRequest(options),
  };
}

/** The subtitles part, only where something about them was said: the server's defaults stay the server's. */
function subtitleRequest(options: JobOptions): Pick<z.input<typeof JobRequest>, 'subtitles'> {
  const { formats, subtitleProfile, sdh, burnIn, bilingual } = options;
  if (formats === undefined && subtitleProfile === undefined && !sdh && !burnIn && !bilingual) return {};
  return {
    subtitles: {
      formats: [...(formats ?? (['srt', 'vtt'] as const))],
      ...(subtitleProfile === undefined ? {} : { profile: subtitleProfile }),
      ...(sdh === true && { sdh }),
      burnIn: burnIn === true,
      bilingual: bilingual === true,
    },
  };
}
