import type { Counter, Histogram, Meter } from '@opentelemetry/api';
import { histogramBounds } from './histogram-bounds.js';
import type { Measurement } from './measure-span.js';

/** Hands measurements to an OpenTelemetry meter; each instrument is made at its first reading. */
export function createMeasurementRecorder(meter: Meter): (measurements: readonly Measurement[]) => void {
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  const once = <T>(made: Map<string, T>, name: string, make: () => T): T => {
    const known = made.get(name) ?? make();
    made.set(name, known);
    return known;
  };
  return (measurements) => {
    for (const { name, kind, unit, value, attributes } of measurements) {
      if (kind === 'counter') {
        once(counters, name, () => meter.createCounter(name, { unit })).add(value, attributes);
      } else {
        const advice = { explicitBucketBoundaries: [...histogramBounds(unit)] };
        once(histograms, name, () => meter.createHistogram(name, { unit, advice })).record(value, attributes);
      }
    }
  };
}
