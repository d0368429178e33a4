import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { mapLimited } from '../../pipeline/jobs/map-limited.js';
import { composition } from '../composition.js';
import { readStatus } from './read-status.js';

const maxListed = 200;
const parallelReads = 8;

/** `GET /jobs`: the most recent jobs, newest first. */
export async function listJobs(request: HttpRequest): Promise<HttpResponseInit> {
  const deps = await composition();
  const wanted = Number(request.query.get('limit') ?? 50);
  const limit = Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, maxListed) : 50;
  const ids = await deps.documents.listFolders('');
  const jobs = await mapLimited(ids, parallelReads, (id) => readStatus(id, deps).catch(() => undefined));
  const known = jobs.filter((job) => job !== undefined).sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  return { jsonBody: { jobs: known.slice(0, limit) } };
}
