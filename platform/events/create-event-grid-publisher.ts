import { setTimeout as delay } from 'node:timers/promises';
import type { TokenCredential } from '@azure/identity';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import type { JobEventPublisher } from '../../pipeline/ports/job-event-publisher.js';

/** What a token for Event Grid is asked for. */
const scope = 'https://eventgrid.azure.net/.default';
const apiVersion = '2018-01-01';
const attempts = 3;
const firstPauseMs = 500;
const answerTimeoutMs = 10_000;

export interface CreateEventGridPublisherParams {
  /** Address of a custom topic that takes CloudEvents. */
  readonly endpoint: string;
  readonly credential: () => Promise<TokenCredential>;
  readonly fetch?: typeof fetch;
}

/** Sends job events to an Event Grid topic with the identity of this app; tries three times. */
export function createEventGridPublisher(params: CreateEventGridPublisherParams): JobEventPublisher {
  const { endpoint, credential, fetch: send = fetch } = params;
  const url = `${endpoint}?api-version=${apiVersion}`;
  const post = async (body: string): Promise<number | undefined> => {
    const token = await (await credential()).getToken(scope);
    const response = await send(url, {
      method: 'POST',
      redirect: 'error',
      headers: {
        authorization: `Bearer ${token?.token ?? ''}`,
        'content-type': 'application/cloudevents-batch+json; charset=utf-8',
      },
      body,
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    await response.body?.cancel();
    return response.ok ? undefined : response.status;
  };
  return {
    publish: async (event) => {
      let reason: unknown;
      for (let attempt = 1; attempt <= attempts; attempt += 1) {
        try {
          const status = await post(JSON.stringify([event]));
          if (status === undefined) return;
          reason = new Error(`Event Grid answered ${status}.`);
        } catch (error) {
          reason = error;
        }
        if (attempt < attempts) await delay(firstPauseMs * 2 ** attempt);
      }
      throw new PipelineError('unavailable', `Event ${event.id} could not be told.`, { cause: reason });
    },
  };
}
