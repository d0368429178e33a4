import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { parseTimeSpanMs } from './parse-time-span-ms.js';

/** Azure's defaults; https://learn.microsoft.com/azure/azure-functions/functions-host-json */
const DEFAULT_ROUTE_PREFIX = 'api';
const DEFAULT_CALLS_PER_QUEUE = 16;
const DEFAULT_LOCK_RENEWAL = '00:05:00';
const DURABLE_CALLS_PER_CORE = 10;

const positive = z.number().int().positive();
const timeSpan = z.string().transform(parseTimeSpanMs);

const serviceBusSchema = z.looseObject({
  maxConcurrentCalls: positive.default(DEFAULT_CALLS_PER_QUEUE),
  maxAutoLockRenewalDuration: timeSpan.prefault(DEFAULT_LOCK_RENEWAL),
  autoCompleteMessages: z.boolean().default(true),
});

const durableTaskSchema = z.looseObject({
  hubName: z.string().default('LocalHub'),
  maxConcurrentActivityFunctions: positive.default(() => DURABLE_CALLS_PER_CORE * availableParallelism()),
  maxConcurrentOrchestratorFunctions: positive.default(() => DURABLE_CALLS_PER_CORE * availableParallelism()),
});

const httpSchema = z.looseObject({
  routePrefix: z.string().default(DEFAULT_ROUTE_PREFIX),
  /** -1 means without bound. */
  maxOutstandingRequests: z.number().int().default(-1),
});

/** The parts of host.json this host honours. Everything else belongs to Azure and is let through unread. */
const hostJsonSchema = z.looseObject({
  version: z.literal('2.0'),
  extensions: z
    .looseObject({
      http: httpSchema.prefault({}),
      serviceBus: serviceBusSchema.prefault({}),
      durableTask: durableTaskSchema.prefault({}),
    })
    .prefault({}),
});

/** How Service Bus triggers run; times in milliseconds. */
export interface ServiceBusSettings {
  readonly maxConcurrentCalls: number;
  readonly maxAutoLockRenewalMs: number;
  readonly autoCompleteMessages: boolean;
}

/** What host.json decides here. */
export interface HostSettings {
  /** Without slashes at its ends; empty for none. */
  readonly routePrefix: string;
  readonly maxOutstandingRequests: number;
  readonly serviceBus: ServiceBusSettings;
  readonly taskHubName: string;
  readonly maxConcurrentActivities: number;
  readonly maxConcurrentOrchestrators: number;
}

/** Where the settings come from. */
export interface LoadHostSettingsParams {
  /** Folder that may hold host.json. */
  readonly appRoot: string;
  /** Taken instead of the file. */
  readonly hostJson?: unknown;
}

/**
 * Reads host.json of the app; an app without one gets Azure's defaults.
 *
 * @throws ZodError naming the member that is not as Azure documents it.
 */
export async function loadHostSettings({ appRoot, hostJson }: LoadHostSettingsParams): Promise<HostSettings> {
  const content = hostJson ?? (await readHostJson(appRoot)) ?? { version: '2.0' };
  const { http, serviceBus, durableTask } = hostJsonSchema.parse(content).extensions;
  const { maxOutstandingRequests } = http;
  return {
    routePrefix: http.routePrefix.replace(/^\/+|\/+$/g, ''),
    maxOutstandingRequests: maxOutstandingRequests < 0 ? Number.POSITIVE_INFINITY : maxOutstandingRequests,
    serviceBus: {
      maxConcurrentCalls: serviceBus.maxConcurrentCalls,
      maxAutoLockRenewalMs: serviceBus.maxAutoLockRenewalDuration,
      autoCompleteMessages: serviceBus.autoCompleteMessages,
    },
    taskHubName: durableTask.hubName,
    maxConcurrentActivities: durableTask.maxConcurrentActivityFunctions,
    maxConcurrentOrchestrators: durableTask.maxConcurrentOrchestratorFunctions,
  };
}

async function readHostJson(appRoot: string): Promise<unknown> {
  const file = join(appRoot, 'host.json');
  return existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : undefined;
}
