import { randomUUID } from 'node:crypto';
import type { FunctionMetadata } from '../worker/function-metadata.js';
import type { RpcParameterBinding } from '../worker/invocation.js';
import type { RpcTypedData } from '../worker/rpc-typed-data.js';

/** Where output bindings go. A host without one refuses functions that use it. */
export interface OutputTargets {
  /** Sends messages, one per element; resolves when they are safe. */
  readonly sendToQueue?: (queueName: string, bodies: readonly (string | Uint8Array)[]) => Promise<void>;
  /** Writes a blob; resolves when it is safe. */
  readonly writeBlob?: (container: string, blob: string, content: Uint8Array) => Promise<void>;
}

/** Delivers the output bindings of a function that has returned; rejects when the host has no place for one. */
export function createOutputWriter(
  targets: OutputTargets,
  resolveText: (text: string) => string,
): (metadata: FunctionMetadata, outputs: readonly RpcParameterBinding[]) => Promise<void> {
  return async (metadata, outputs) => {
    for (const { name, data } of outputs) {
      const binding = metadata.bindings[name];
      if (!binding || !data) continue;
      const type = binding.type.toLowerCase();
      if (type === 'servicebus' && targets.sendToQueue) {
        await targets.sendToQueue(resolveText(String(binding['queueName'])), messageBodies(data));
      } else if (type === 'blob' && targets.writeBlob) {
        const [container = '', ...blob] = resolveGenerated(resolveText(String(binding['path']))).split('/');
        await targets.writeBlob(container, blob.join('/'), bytesOf(data));
      } else {
        throw new Error(
          `Function '${metadata.name}' has an output of type '${binding.type}', which this host cannot deliver.`,
        );
      }
    }
  };
}

/** An array means one message per element; texts go as they are, everything else as JSON. */
function messageBodies(data: RpcTypedData): readonly (string | Uint8Array)[] {
  if (data.bytes) return [data.bytes];
  if (data.json === undefined) return [textOf(data)];
  const value: unknown = JSON.parse(data.json);
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
}

function bytesOf(data: RpcTypedData): Uint8Array {
  return data.bytes ?? Buffer.from(textOf(data));
}

function textOf({ json, string, int, double }: RpcTypedData): string {
  return json ?? string ?? String(int ?? double ?? '');
}

/** Binding expressions that make names, https://learn.microsoft.com/azure/azure-functions/functions-bindings-expressions-patterns */
function resolveGenerated(path: string): string {
  return path.replaceAll('{rand-guid}', () => randomUUID()).replaceAll('{DateTime}', () => new Date().toISOString());
}
