import { z } from 'zod';

/** What is paid for, each in one unit of what Azure meters. */
export const PriceId = z.enum([
  'container-vcpu-second',
  'container-gib-second',
  'gpu-t4-second',
  'gpu-a100-second',
  'functions-gb-second',
  'functions-execution',
  'functions-ready-gb-second',
  'service-bus-operation',
  'service-bus-hour',
  'blob-write',
  'blob-read',
  'blob-gb-month',
  'durable-storage-operation',
  'durable-scheduler-unit-hour',
  'durable-scheduler-action',
  'translator-character',
  'speech-recognition-second',
  'speech-synthesis-character',
  'log-gb',
  'registry-day',
]);
export type PriceId = z.infer<typeof PriceId>;

/** One price: of what, where, since when it is known, and who says so. */
export const Price = z.strictObject({
  id: PriceId,
  service: z.string(),
  sku: z.string(),
  unit: z.string(),
  /** In the table's currency, for one unit. */
  price: z.number().nonnegative(),
  /** The public page that lists it. */
  source: z.url(),
  /** ISO 8601 day on which it was noted. */
  date: z.iso.date(),
  /** `list`: a public list price; `own`: set by whoever runs this deployment. */
  basis: z.enum(['list', 'own']),
  /** How far it is to be trusted: `unchecked` was noted without the page at hand. */
  confidence: z.enum(['quoted', 'unchecked']),
});
export type Price = z.infer<typeof Price>;

/**
 * Prices of one region at one time. The receipt names the version, so an old account stays readable.
 * @example
 * { "schemaVersion": 1, "version": "2026-11-21", "region": "eastus", "currency": "USD", "prices": [
 *   { "id": "container-vcpu-second", "service": "Container Apps", "sku": "Consumption, active", "unit": "vCPU second",
 *     "price": 0.000024, "source": "https://azure.microsoft.com/pricing/details/container-apps/", "date": "2026-11-21",
 *     "basis": "list", "confidence": "quoted" }] }
 */
export const PriceTable = z.strictObject({
  schemaVersion: z.literal(1),
  version: z.string(),
  region: z.string(),
  currency: z.literal('USD'),
  prices: z.array(Price),
});
export type PriceTable = z.infer<typeof PriceTable>;
