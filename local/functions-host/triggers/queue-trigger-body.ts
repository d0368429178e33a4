import type { RpcTypedData } from '../worker/rpc-typed-data.js';
import type { ReceivedMessage } from './queue-source.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The body as Azure hands it to a Node.js function: text when it is text (JSON is then parsed), bytes otherwise. */
export function queueTriggerBody({ body }: ReceivedMessage): RpcTypedData {
  try {
    return { string: utf8.decode(body) };
  } catch {
    return { bytes: body };
  }
}
