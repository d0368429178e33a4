import { z } from 'zod';

/**
 * What the local cloud says about itself once it is ready, on standard output and in `<state>/local-cloud.json`.
 * @example { "pid": 4711, "url": "http://127.0.0.1:40123", "startedAt": "2026-01-02T03:04:05.678Z" }
 */
export const CloudRecord = z.object({
  pid: z.number().int().positive(),
  url: z.url(),
  startedAt: z.string().optional(),
  blobEndpoint: z.string().optional(),
  serviceBusEndpoint: z.string().optional(),
  logDirectory: z.string().optional(),
});
export type CloudRecord = z.infer<typeof CloudRecord>;

/** Starts a local cloud over a state directory and resolves when it answers. Fails with `cloud-not-started`. */
export type CloudStarter = (params: { readonly stateDirectory: string }) => Promise<CloudRecord>;
