import { Capability } from '../contracts/engine-descriptor.js';
import type { BriefFile, JobBrief } from '../contracts/job-brief.js';
import type { JobDocument } from '../contracts/job-document.js';
import type { SourceFile } from '../contracts/source-file.js';
import type { VoiceWishes } from '../contracts/voice-wishes.js';
import { PipelineError } from '../errors/pipeline-error.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import type { DocumentStore } from '../ports/document-store.js';
import { readJob } from './read-job.js';
import { writeArtifact } from './write-artifact.js';

/** Of a translation's name only the ending matters here, and fifty names must stay small in history. */
const maxNameLength = 24;

/** The job as orchestrators need it; a glossary goes along as an artifact. */
export async function loadBrief(
  jobId: string,
  deps: { readonly documents: DocumentStore; readonly artifacts: ArtifactStore },
): Promise<JobBrief> {
  const job = await readJob(deps.documents, jobId);
  const { request } = job;
  const { transcript, translations, glossary, speakers, voices, engines } = request;
  return {
    jobId,
    workerVersion: job.workerVersion,
    sourceLanguage: job.sourceLanguage,
    targets: request.targets,
    source: briefFile(request.source, job),
    translations: Object.fromEntries(
      Object.entries(translations ?? {}).map(([language, file]) => [
        language,
        briefFile({ ...file, name: [...file.name].slice(-maxNameLength).join('') }, job),
      ]),
    ),
    loudness: request.loudness,
    lipSync: request.lipSync,
    formality: request.formality,
    commercialUse: request.commercialUse,
    subtitles: request.subtitles,
    ...(request.budget && { budget: request.budget }),
    ...(transcript && { transcript: briefFile(transcript, job) }),
    ...(glossary && { glossary: await writeArtifact(deps.artifacts, glossary) }),
    ...(speakers && { speakers }),
    ...clonesOf(voices),
    ...(engines && { asked: Capability.options.filter((capability) => engines[capability] !== undefined) }),
  };
}

/** Whom to clone, where anybody is. Who consented, and to what, is no business of a history. */
function clonesOf(voices: VoiceWishes = {}): Pick<JobBrief, 'voices'> {
  const clones = Object.fromEntries(Object.entries(voices).map(([speaker, { clone }]) => [speaker, clone]));
  return Object.values(clones).includes(true) ? { voices: clones } : {};
}

function briefFile(file: SourceFile, { id, etags }: JobDocument): BriefFile {
  const { name } = file;
  if (file.kind === 'artifact') {
    const { sha256, sizeBytes, mediaType } = file;
    return { kind: 'artifact', name, artifact: { sha256, sizeBytes, mediaType } };
  }
  const etag = etags[`${file.container}/${file.blob}`];
  if (etag === undefined) throw new PipelineError('source-missing', `Job ${id} has no version of ${file.blob} pinned.`);
  return { kind: 'blob', name, container: file.container, blob: file.blob, etag };
}
