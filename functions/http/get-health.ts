import type { HttpResponseInit } from '@azure/functions';
import { composition } from '../composition.js';

/** `GET /health`: 200 when storage answers. */
export async function getHealth(): Promise<HttpResponseInit> {
  const { documents, workerVersion } = await composition();
  await documents.exists('health');
  return { jsonBody: { status: 'healthy', workerVersion } };
}
