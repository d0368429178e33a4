import { z } from 'zod';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';

/**
 * How to reach Storage and Service Bus: by managed identity (`…__blobServiceUri`, `…__fullyQualifiedNamespace`)
 * or, on one machine, by connection string. The names are those the Functions bindings use too.
 */
const Environment = z.object({
  Storage: z.string().optional(),
  Storage__blobServiceUri: z.url().optional(),
  ServiceBus: z.string().optional(),
  ServiceBus__fullyQualifiedNamespace: z.string().optional(),
  AZURE_CLIENT_ID: z.string().optional(),
});

export type Connection =
  | { readonly kind: 'connection-string'; readonly value: string }
  | { readonly kind: 'identity'; readonly endpoint: string; readonly clientId: string | undefined };

export interface ConnectionSettings {
  readonly storage: Connection;
  readonly serviceBus: Connection;
}

/** Reads the connection settings. Fails with `request-invalid` naming the missing setting. */
export function readConnectionSettings(env: Readonly<Record<string, string | undefined>>): ConnectionSettings {
  const settings = Environment.parse(env);
  const clientId = settings.AZURE_CLIENT_ID;
  return {
    storage: connection('Storage', settings.Storage, settings.Storage__blobServiceUri, clientId),
    serviceBus: connection('ServiceBus', settings.ServiceBus, settings.ServiceBus__fullyQualifiedNamespace, clientId),
  };
}

function connection(
  name: string,
  value: string | undefined,
  endpoint: string | undefined,
  clientId: string | undefined,
): Connection {
  if (endpoint !== undefined) return { kind: 'identity', endpoint, clientId };
  if (value !== undefined) return { kind: 'connection-string', value };
  const suffix = name === 'Storage' ? 'blobServiceUri' : 'fullyQualifiedNamespace';
  throw new PipelineError(
    'request-invalid',
    `Set ${name}__${suffix} (managed identity) or ${name} (connection string).`,
  );
}
