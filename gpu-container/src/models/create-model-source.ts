import type { ModelSettings } from './model-settings.js';
import { createBlobSource, type ModelBlobs } from './sources/blob-source.js';
import { createFolderSource } from './sources/folder-source.js';
import { createHubSource } from './sources/hub-source.js';
import type { ModelSource } from './sources/model-source.js';

export interface CreateModelSourceParams {
  readonly origin: ModelSettings['origin'];
  /** Opened only when the origin is the container. */
  readonly blobs: () => Promise<ModelBlobs>;
  /** Lets gated models of the hub be read. */
  readonly token?: string | undefined;
}

/** The place the settings name. */
export function createModelSource({ origin, blobs, token }: CreateModelSourceParams): ModelSource {
  switch (origin.kind) {
    case 'hub':
      return createHubSource({ endpoint: origin.endpoint, token });
    case 'folder':
      return createFolderSource(origin.path);
    case 'blob': {
      let opened: Promise<ModelBlobs> | undefined;
      const lazily: ModelBlobs = {
        open: async (...params) => {
          opened ??= blobs();
          return (await opened).open(...params);
        },
      };
      return createBlobSource(lazily);
    }
    default:
      return origin satisfies never;
  }
}
