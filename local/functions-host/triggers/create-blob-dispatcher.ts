import { findTrigger } from '../worker/find-trigger.js';
import type { InvokeFunction } from '../worker/function-invoker.js';
import type { RegisteredFunction } from '../worker/function-registry.js';
import type { RpcTypedData } from '../worker/rpc-typed-data.js';
import type { BlobEvent, BlobReader } from './blob-event.js';
import { type BlobPathPattern, blobPathPattern } from './blob-path-pattern.js';

export interface BlobDispatcherParams {
  readonly functions: Iterable<RegisteredFunction>;
  readonly invoke: InvokeFunction;
  readonly readBlob: BlobReader | undefined;
  /** Puts app settings in place of `%NAME%`. */
  readonly resolveText: (text: string) => string;
}

interface BlobFunction {
  readonly name: string;
  readonly match: BlobPathPattern;
  /** Name of the setting that connects to the account. */
  readonly connection: string;
  /** Whether the function wants to be told where the blob is, instead of its bytes. */
  readonly isDeferred: boolean;
}

/**
 * Delivers blob events to the functions whose path matches. The answer resolves when all of them have succeeded and
 * rejects when one has not: the caller then delivers the event again, to all of them.
 *
 * @throws Error for a function that takes the bytes, when the host cannot read blobs.
 */
export function createBlobDispatcher(params: BlobDispatcherParams): (event: BlobEvent) => Promise<void> {
  const functions = blobFunctions(params);
  return async (event) => {
    const matched = functions.flatMap((target) => {
      const values = target.match(event.container, event.blob);
      return values ? [{ target, values }] : [];
    });
    const results = await Promise.allSettled(matched.map((each) => run(each, event, params)));
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    if (failures.length > 0) throw new AggregateError(failures, `Blob ${event.container}/${event.blob} failed.`);
  };
}

function blobFunctions({ functions, readBlob, resolveText }: BlobDispatcherParams): readonly BlobFunction[] {
  const found: BlobFunction[] = [];
  for (const { metadata } of functions) {
    const { type, options } = findTrigger(metadata);
    if (type !== 'blobtrigger') continue;
    const isDeferred = options.properties?.['supportsDeferredBinding'] === 'true';
    if (!isDeferred && !readBlob) {
      throw new Error(`Function '${metadata.name}' takes the bytes of a blob, and this host was given no blob reader.`);
    }
    const match = blobPathPattern(resolveText(String(options['path'])));
    found.push({ name: metadata.name, match, connection: String(options['connection'] ?? ''), isDeferred });
  }
  return found;
}

interface MatchedBlobFunction {
  readonly target: BlobFunction;
  readonly values: Readonly<Record<string, string>>;
}

async function run(
  { target, values }: MatchedBlobFunction,
  event: BlobEvent,
  params: BlobDispatcherParams,
): Promise<void> {
  const trigger = target.isDeferred ? blobReference(target, event) : await blobBytes(event, params.readBlob);
  const { traceParent } = event;
  await params.invoke({ functionName: target.name, trigger, triggerMetadata: metadata(event, values), traceParent });
}

/** Where the blob is, for the SDK type factory that the app has registered under this source. */
function blobReference({ connection }: BlobFunction, { container, blob }: BlobEvent): RpcTypedData {
  const content = { Connection: connection, ContainerName: container, BlobName: blob };
  return {
    modelBindingData: {
      version: '1.0',
      source: 'AzureStorageBlobs',
      contentType: 'application/json',
      content: Buffer.from(JSON.stringify(content)),
    },
  };
}

async function blobBytes({ container, blob }: BlobEvent, readBlob: BlobReader | undefined): Promise<RpcTypedData> {
  // Checked when the functions were found.
  return { bytes: (await readBlob?.(container, blob)) ?? new Uint8Array() };
}

function metadata(event: BlobEvent, values: Readonly<Record<string, string>>): Readonly<Record<string, RpcTypedData>> {
  const properties = {
    ETag: event.eTag,
    ContentLength: event.contentLengthBytes,
    ContentType: event.contentType,
    LastModified: event.lastModified,
  };
  return {
    BlobTrigger: { string: `${event.container}/${event.blob}` },
    Uri: { json: JSON.stringify(event.url) },
    Properties: { json: JSON.stringify(properties) },
    Metadata: { json: JSON.stringify(event.metadata ?? {}) },
    ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { string: value }])),
  };
}
