import { ServiceBusClient } from '@azure/service-bus';
import type { Connection } from '../config/connection-settings.js';
import { createCredential } from '../config/create-credential.js';

/** The real Service Bus client, by managed identity or connection string. */
export async function createServiceBusClient(connection: Connection): Promise<ServiceBusClient> {
  const options = { retryOptions: { maxRetries: 5, retryDelayInMs: 500, maxRetryDelayInMs: 10_000 } };
  if (connection.kind === 'connection-string') return new ServiceBusClient(connection.value, options);
  return new ServiceBusClient(connection.endpoint, await createCredential(connection.clientId), options);
}
