import type { RpcTypedData } from './rpc-typed-data.js';

/** A function's answer as JSON text; `null` when it answered nothing. Bytes become base64, as on Azure. */
export function rpcToJson(data: RpcTypedData | null | undefined): string | null {
  if (!data) return null;
  if (data.json !== undefined) return data.json;
  if (data.string !== undefined) return JSON.stringify(data.string);
  if (data.int !== undefined) return String(data.int);
  if (data.double !== undefined) return String(data.double);
  if (data.bytes !== undefined) return JSON.stringify(Buffer.from(data.bytes).toString('base64'));
  return null;
}
