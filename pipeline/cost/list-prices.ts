import type { Price, PriceTable } from '../contracts/price-table.js';

const noted = '2026-11-21';
const pages = 'https://azure.microsoft.com/pricing/details';

type Row = readonly [
  id: Price['id'],
  service: string,
  sku: string,
  unit: string,
  price: number,
  page: string,
  confidence: Price['confidence'],
];

const rows: readonly Row[] = [
  [
    'container-vcpu-second',
    'Container Apps',
    'Consumption, active',
    'vCPU second',
    0.000024,
    'container-apps',
    'quoted',
  ],
  ['container-gib-second', 'Container Apps', 'Consumption, active', 'GiB second', 0.000003, 'container-apps', 'quoted'],
  ['gpu-t4-second', 'Container Apps', 'Consumption GPU NC8as T4', 'GPU second', 0.00026, 'container-apps', 'unchecked'],
  [
    'gpu-a100-second',
    'Container Apps',
    'Consumption GPU NC24 A100',
    'GPU second',
    0.0019,
    'container-apps',
    'unchecked',
  ],
  ['functions-gb-second', 'Functions', 'Flex Consumption, on demand', 'GB second', 0.000026, 'functions', 'quoted'],
  ['functions-execution', 'Functions', 'Flex Consumption, on demand', 'execution', 0.0000004, 'functions', 'unchecked'],
  [
    'functions-ready-gb-second',
    'Functions',
    'Flex Consumption, always ready',
    'GB second',
    0.000004,
    'functions',
    'unchecked',
  ],
  [
    'service-bus-operation',
    'Service Bus',
    'Standard, after 13 million',
    'operation',
    0.0000008,
    'service-bus',
    'unchecked',
  ],
  ['service-bus-hour', 'Service Bus', 'Standard, base', 'hour', 0.0135, 'service-bus', 'unchecked'],
  ['blob-write', 'Blob Storage', 'Hot LRS, write', 'operation', 0.0000055, 'storage/blobs', 'unchecked'],
  ['blob-read', 'Blob Storage', 'Hot LRS, read', 'operation', 0.00000044, 'storage/blobs', 'unchecked'],
  ['blob-gb-month', 'Blob Storage', 'Hot LRS, data', 'GB month', 0.0184, 'storage/blobs', 'unchecked'],
  [
    'durable-storage-operation',
    'Storage',
    'General purpose v2 LRS, tables and queues',
    'operation',
    0.00000004,
    'storage/tables',
    'unchecked',
  ],
  [
    'durable-scheduler-unit-hour',
    'Durable Task Scheduler',
    'Dedicated',
    'capacity unit hour',
    0.7,
    'functions',
    'unchecked',
  ],
  ['durable-scheduler-action', 'Durable Task Scheduler', 'Consumption', 'action', 0.000003, 'functions', 'unchecked'],
  [
    'translator-character',
    'AI Translator',
    'S1, standard translation',
    'character',
    0.00001,
    'translator',
    'unchecked',
  ],
  [
    'speech-recognition-second',
    'AI Speech',
    'S0, fast transcription',
    'second of sound',
    0.0001,
    'speech',
    'unchecked',
  ],
  ['speech-synthesis-character', 'AI Speech', 'S0, neural voices', 'character', 0.000015, 'speech', 'unchecked'],
  ['log-gb', 'Log Analytics', 'Analytics logs, ingested', 'GB', 2.3, 'monitor', 'unchecked'],
  ['registry-day', 'Container Registry', 'Basic', 'day', 0.1666, 'container-registry', 'unchecked'],
];

/**
 * Public list prices without discounts, free grants or tax, in US dollars. Whoever runs a deployment replaces them with
 * what they pay through the setting `POLYDUB_PRICES`; those marked `unchecked` come first.
 */
export const listPrices: PriceTable = {
  schemaVersion: 1,
  version: noted,
  region: 'eastus',
  currency: 'USD',
  prices: rows.map(([id, service, sku, unit, price, page, confidence]) => ({
    id,
    service,
    sku,
    unit,
    price,
    source: `${pages}/${page}/`,
    date: noted,
    basis: 'list',
    confidence,
  })),
};
