import type { CapacityReport, Percentiles } from '../../pipeline/capacity/report-capacity.js';
import { renderTable } from '../text/render-table.js';

const marks = '▁▂▃▄▅▆▇█';
const sparkWidth = 72;

export interface RenderCapacityParams {
  readonly report: CapacityReport;
  readonly title: string;
  readonly assumptions: readonly string[];
  readonly tookMs: number;
}

/** A capacity report for people, with a line of bars for what changes over the day. */
export function renderCapacity({ report, title, assumptions, tookMs }: RenderCapacityParams): string {
  const { jobs, latency, mostJobs, endedS, pools, samples, actionsPerS, backends, cost, amount } = report;
  const lines = [
    title,
    '',
    `${jobs} jobs in ${(endedS / 3600).toFixed(1)} h, at most ${mostJobs} under way; a job lasts ${inWords(latency)}`,
    ...pools.flatMap((pool) => [
      '',
      `${pool.name}: ${pool.executions} executions, ${Math.round(pool.meanReplicas)} replicas on average, ${pool.mostReplicas} at most, ${pool.paidHours.toFixed(1)} h paid`,
      `  replicas ${spark(samples.map(({ replicas }) => replicas[pool.name]))}`,
      `  oldest   ${spark(samples.map(({ oldestS }) => oldestS[pool.name]))}`,
      `  a message waits ${inWords(pool.age)}; at most ${pool.mostWaiting} wait`,
    ]),
    '',
    `orchestration: ${actionsPerS.mean.toFixed(1)} actions/s on average, ${actionsPerS.most.toFixed(1)} at most`,
    ...renderTable(
      [{ title: 'backend' }, { title: 'used', align: 'end' }, { title: 'limit by' }],
      backends.map(({ name, share, source }) => [
        name,
        share === undefined ? '?' : `${Math.round(share * 100)} %`,
        source,
      ]),
    ).map((line) => `  ${line}`),
    '',
    ...renderTable(
      [{ title: 'cost of' }, { title: 'USD', align: 'end' }],
      [...cost.map((each) => [each.of, each.amount.toFixed(2)]), ['in all', amount.toFixed(2)]],
    ),
    `${(amount / Math.max(1, jobs)).toFixed(4)} USD a video`,
    '',
    'Assumed:',
    ...assumptions.map((text) => `  ${text}`),
    `Simulated in ${(tookMs / 1000).toFixed(1)} s.`,
  ];
  return `${lines.join('\n')}\n`;
}

function inWords({ mean, p50, p95, p99 }: Percentiles): string {
  return `${seconds(mean)} on average (p50 ${seconds(p50)}, p95 ${seconds(p95)}, p99 ${seconds(p99)})`;
}

function seconds(value: number): string {
  return value < 120 ? `${value.toFixed(1)} s` : `${(value / 60).toFixed(1)} min`;
}

function spark(values: readonly number[]): string {
  const highest = Math.max(1e-9, ...values);
  const step = Math.max(1, values.length / sparkWidth);
  const bars = Array.from({ length: Math.min(sparkWidth, values.length) }, (_, index) => {
    const part = values.slice(
      Math.floor(index * step),
      Math.max(Math.floor(index * step) + 1, Math.floor((index + 1) * step)),
    );
    const level = Math.round((Math.max(...part) / highest) * (marks.length - 1));
    return marks[level] ?? '';
  });
  return bars.join('');
}
