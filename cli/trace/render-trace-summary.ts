import type { JobTrace } from '../../pipeline/contracts/job-trace.js';
import { formatSpanTime } from './format-span-time.js';
import { summarizeTrace } from './summarize-trace.js';

/** What a trace adds up to, in a few lines. */
export function renderTraceSummary(trace: JobTrace, nowMs: number): readonly string[] {
  const sums = summarizeTrace(trace, nowMs);
  const time = formatSpanTime;
  const share = sums.units === 0 ? 0 : Math.round((100 * sums.hits) / sums.units);
  const cold =
    sums.coldStarts === 0 ? 'no worker had to be started' : `${sums.coldStarts} started cold (${time(sums.coldMs)})`;
  return [
    `took          ${time(sums.tookMs)}, of which ${time(sums.idleMs)} between steps`,
    `engines       ${time(sums.engineMs)} of work`,
    `tasks         ${sums.tasks}, ${time(sums.queueMs)} in queues (longest ${time(sums.longestQueueMs)}), ${cold}`,
    `units         ${sums.units}, ${sums.hits} from memo (${share} %)`,
    `spans         ${trace.spans.length}, ${sums.failures} failed${adopted(trace)}`,
  ];
}

function adopted({ adopted: count }: JobTrace): string {
  return count === 0 ? '' : `, ${count} whose cause was not told`;
}
