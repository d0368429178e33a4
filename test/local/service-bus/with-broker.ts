import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceBusClient } from '@azure/service-bus';
import type { Clock } from '../../../local/service-bus/clock.js';
import { createServiceBusBroker, type ServiceBusBroker } from '../../../local/service-bus/create-service-bus-broker.js';
import type { QueueSettingsInput } from '../../../local/service-bus/queue-settings-schema.js';

/** A started broker, a real client connected to it, and what removes both. */
export interface BrokerFixture {
  readonly broker: ServiceBusBroker;
  readonly client: ServiceBusClient;
  readonly connectionString: string;
  readonly directory: string;
  readonly dispose: () => Promise<void>;
}

/** Starts a broker in a new directory with a real client that does not retry, so that every refusal shows. */
export async function withBroker(
  queues: readonly QueueSettingsInput[],
  options: { readonly clock?: Clock; readonly maxMessageSizeBytes?: number } = {},
): Promise<BrokerFixture> {
  const directory = await mkdtemp(join(tmpdir(), 'polydub-broker-'));
  const broker = createServiceBusBroker({ directory, queues, ...options });
  const { connectionString } = await broker.start();
  const client = new ServiceBusClient(connectionString, { retryOptions: { maxRetries: 0, timeoutInMs: 8_000 } });
  const dispose = async (): Promise<void> => {
    await client.close();
    await broker.dispose();
    await rm(directory, { recursive: true, force: true });
  };
  return { broker, client, connectionString, directory, dispose };
}
