import type { StatusOptions } from './instance-status.js';

/** What the query of a status request asks to see; input is shown unless it is refused. */
export function statusOptions(query: URLSearchParams): StatusOptions {
  return {
    showInput: query.get('showInput')?.toLowerCase() !== 'false',
    showHistory: query.get('showHistory')?.toLowerCase() === 'true',
    showHistoryOutput: query.get('showHistoryOutput')?.toLowerCase() === 'true',
  };
}
