import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MatchedFunction } from './match-function.js';

/** A request to a function, with the response to write. */
export interface HttpCall extends MatchedFunction {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
}
