import { histogramBounds } from './histogram-bounds.js';
import type { Measurement } from './measure-span.js';
import { otlpAttributes } from './otlp-attributes.js';
import { otlpNanos } from './otlp-nanos.js';

/** OTLP's number for values since the last report. */
const delta = 1;

export interface ToOtlpMetricsParams {
  readonly measurements: readonly Measurement[];
  readonly service: string;
  readonly version: string;
  /** What is reported lies between these, in ms since the epoch. */
  readonly startMs: number;
  readonly endMs: number;
}

/** The body of OTLP's `/v1/metrics` for what was measured since the last report. */
export function toOtlpMetrics({ measurements, service, version, startMs, endMs }: ToOtlpMetricsParams): unknown {
  const about = { startTimeUnixNano: otlpNanos(startMs), timeUnixNano: otlpNanos(endMs) };
  const metrics = [...groupBy(measurements, ({ name }) => name).values()].map((same) => {
    const { name, unit, kind } = same[0];
    const series = [...groupBy(same, (each) => JSON.stringify(each.attributes)).values()];
    const dataPoints = series.map((each) => ({
      ...about,
      attributes: otlpAttributes(each[0].attributes),
      ...(kind === 'counter' ? sumOf(each) : histogramOf(each, unit)),
    }));
    return kind === 'counter'
      ? { name, unit, sum: { aggregationTemporality: delta, isMonotonic: true, dataPoints } }
      : { name, unit, histogram: { aggregationTemporality: delta, dataPoints } };
  });
  const attributes = otlpAttributes({ 'service.name': `polydub-${service}`, 'service.version': version });
  return { resourceMetrics: [{ resource: { attributes }, scopeMetrics: [{ scope: { name: 'polydub' }, metrics }] }] };
}

type Group<T> = [T, ...T[]];

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, Group<T>> {
  const groups = new Map<string, Group<T>>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function sumOf(series: readonly Measurement[]) {
  return { asDouble: series.reduce((sum, { value }) => sum + value, 0) };
}

function histogramOf(series: readonly Measurement[], unit: string) {
  const values = series.map(({ value }) => value);
  const bounds = histogramBounds(unit);
  const buckets = Array.from({ length: bounds.length + 1 }, () => 0);
  for (const value of values) {
    const index = bounds.findIndex((bound) => value <= bound);
    const place = index < 0 ? bounds.length : index;
    buckets[place] = (buckets[place] ?? 0) + 1;
  }
  return {
    count: String(values.length),
    sum: values.reduce((sum, value) => sum + value, 0),
    min: Math.min(...values),
    max: Math.max(...values),
    bucketCounts: buckets.map(String),
    explicitBounds: [...bounds],
  };
}
