import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import { mapLimited } from '../../pipeline/jobs/map-limited.js';
import { composition } from '../composition.js';
import { readStatus } from './read-status.js';

const maxListed = 200;
const listedByDefault = 50;
const parallelReads = 8;

/** `GET /jobs?limit=50`: the most recent jobs, newest first. Fails with `request-invalid`. */
export async function listJobs(request: HttpRequest): Promise<HttpResponseInit> {
  const deps = await composition();
  const limit = limitOf(request.query.get('limit'));
  const ids = await deps.documents.listFolders('');
  const jobs = await mapLimited(ids, parallelReads, (id) => readStatus(id, deps).catch(() => undefined));
  const known = jobs.filter((job) => job !== undefined).sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  return { jsonBody: { jobs: known.slice(0, limit) } };
}

function limitOf(asked: string | null): number {
  if (asked === null) return listedByDefault;
  if (!/^[1-9]\d{0,5}$/.test(asked)) {
    throw new PipelineError('request-invalid', `limit: expected a number from 1 to ${maxListed}.`);
  }
  return Math.min(Number(asked), maxListed);
}
