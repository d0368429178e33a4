import { createRequire } from 'node:module';
import type { ResourceFactoryResolver } from '@azure/functions-extensions-base';
import { z } from 'zod';

/** How the Functions host names a blob when it hands over a reference instead of bytes. */
const BlobReference = z.object({ ContainerName: z.string(), BlobName: z.string() });

/** A blob by name: what the inbox trigger receives. */
export interface DroppedBlob {
  readonly container: string;
  readonly blob: string;
}

/** Loaded as CommonJS, as @azure/functions loads it: its bundle names no exports that an import could find. */
const extensions: { readonly ResourceFactoryResolver: typeof ResourceFactoryResolver } = createRequire(import.meta.url)(
  '@azure/functions-extensions-base',
);

/** The source the host puts on such references. */
const resourceType = 'AzureStorageBlobs';

/**
 * Registers how a blob reference becomes the trigger's input. With it the host sends a name, never the bytes,
 * so a dropped file of any size costs this app no memory.
 */
export function registerDroppedBlob(): void {
  const resolver = extensions.ResourceFactoryResolver.getInstance();
  if (resolver.hasResourceFactory(resourceType)) return;
  resolver.registerResourceFactory(resourceType, (data): DroppedBlob => {
    const [reference] = Array.isArray(data) ? data : [data];
    const { ContainerName, BlobName } = BlobReference.parse(JSON.parse(String(reference?.content)));
    return { container: ContainerName, blob: BlobName };
  });
}
