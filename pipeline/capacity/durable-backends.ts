/** A backend of Durable Functions and what is published of its limits. */
export interface DurableBackend {
  readonly name: string;
  /** Actions a second; absent where nothing is published. */
  readonly actionsPerS?: number;
  readonly source: string;
}

const scheduler = 'learn.microsoft.com/azure/durable-task/scheduler/durable-task-scheduler-billing, read 2026-11-21';
/** HelloSequence5 is five activities one after the other: a start, five dispatches, five results. */
const actionsOfHello = 11;
const hello = 'microsoft/durabletask-netherite, test/PerformanceTests, HelloSequence5';

/** The backends this app could run on, the smallest first. */
export const durableBackends: readonly DurableBackend[] = [
  {
    name: 'Azure Storage, one EP3 instance',
    actionsPerS: 27.9 * actionsOfHello,
    source: `27.9 orchestrations a second, ${hello}`,
  },
  {
    name: 'Azure Storage, twelve EP3 instances',
    actionsPerS: 129.8 * actionsOfHello,
    source: `129.8 orchestrations a second, ${hello}`,
  },
  { name: 'MSSQL', source: 'no limit is published; it grows with the database' },
  { name: 'Durable Task Scheduler, Consumption', actionsPerS: 500, source: scheduler },
  { name: 'Durable Task Scheduler, one capacity unit', actionsPerS: 2000, source: scheduler },
  { name: 'Durable Task Scheduler, three capacity units', actionsPerS: 6000, source: scheduler },
];
