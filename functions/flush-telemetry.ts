import { composition } from './composition.js';

/** Sends what was told and is not sent yet, before this process ends. What cannot be sent by then is lost. */
export async function flushTelemetry(): Promise<void> {
  const { spans } = await composition();
  await spans.flush();
}
