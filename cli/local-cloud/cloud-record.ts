import { z } from 'zod';

/**
 * What the local cloud says about itself once it is ready, on standard output and in `<state>/local-cloud.json`.
 * @example { "pid": 4711, "url": "http://127.0.0.1:40123", "blobEndpoint": "http://127.0.0.1:40124/devstoreaccount1",
 *   "storageConnectionString": "DefaultEndpointsProtocol=http;…", "serviceBusEndpoint": "Endpoint=sb://localhost:40125;…",
 *   "logDirectory": "/home/me/.polydub/logs", "startedAt": "2026-01-02T03:04:05.678Z" }
 */
export const CloudRecord = z.strictObject({
  pid: z.number().int().positive(),
  url: z.url(),
  blobEndpoint: z.string(),
  storageConnectionString: z.string(),
  /** A connection string, as Service Bus clients take it. */
  serviceBusEndpoint: z.string(),
  logDirectory: z.string(),
  startedAt: z.string(),
  /** Tells the process from a later one with the same id; only to be compared. */
  processStartTime: z.string().optional(),
});
export type CloudRecord = z.infer<typeof CloudRecord>;

/** Starts a local cloud over a state directory and resolves when it answers. Fails with `cloud-not-started`. */
export type CloudStarter = (params: { readonly stateDirectory: string }) => Promise<CloudRecord>;
