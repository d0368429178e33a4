import { createRequire } from 'node:module';
import type { AzuriteBlobServer } from './azurite-internals.js';

/** The parts of Azurite this project starts itself instead of running its command line. */
export interface Azurite {
  readonly BlobServer: new (configuration: unknown) => AzuriteBlobServer;
  readonly BlobConfiguration: new (...options: readonly unknown[]) => unknown;
  readonly telemetry: { init(location: string, isEnabled: boolean, environment: undefined): void };
}

/**
 * Loads Azurite's blob server, about 400 ms the first time. It has no documented way to be embedded, so its version is
 * pinned and a contract test checks every member named in `azurite-internals.ts`.
 */
export function loadAzurite(): Azurite {
  const load = createRequire(import.meta.url);
  // The one place where Azurite's untyped modules get their types.
  const { default: BlobServer } = load('azurite/dist/src/blob/BlobServer') as { default: Azurite['BlobServer'] };
  const { default: BlobConfiguration } = load('azurite/dist/src/blob/BlobConfiguration') as {
    default: Azurite['BlobConfiguration'];
  };
  const { AzuriteTelemetryClient: telemetry } = load('azurite/dist/src/common/Telemetry') as {
    AzuriteTelemetryClient: Azurite['telemetry'];
  };
  return { BlobServer, BlobConfiguration, telemetry };
}
