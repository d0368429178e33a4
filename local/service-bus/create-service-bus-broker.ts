import { AmqpServer } from './amqp/amqp-server.js';
import { BrokerError } from './broker-error.js';
import type { Clock } from './clock.js';
import { createQueueAccess } from './create-queue-access.js';
import { createSystemClock } from './create-system-clock.js';
import { MessageQueue } from './message-queue.js';
import { MessageStore } from './message-store.js';
import type { QueueAccess } from './queue-access.js';
import { type QueueSettings, type QueueSettingsInput, queueSettingsSchema } from './queue-settings-schema.js';
import { serviceBusLimits } from './service-bus-limits.js';

const DEAD_LETTER_SUFFIX = '/$DeadLetterQueue';

/** What a broker serves and where it keeps it. */
export interface CreateServiceBusBrokerParams {
  /** Holds the broker's journal; belongs to one broker at a time. */
  readonly directory: string;
  readonly queues: readonly QueueSettingsInput[];
  readonly clock?: Clock;
  /** TCP port on the loopback interface; absent or 0: the system chooses. */
  readonly port?: number;
  /** The Standard tier's limit unless given. */
  readonly maxMessageSizeBytes?: number;
}

/** Where clients find a started broker. */
export interface ServiceBusAddress {
  readonly port: number;
  /** For `ServiceBusClient`; the key in it protects nothing, the loopback interface does. */
  readonly connectionString: string;
}

/** Queues of Azure Service Bus on this machine. */
export interface ServiceBusBroker {
  /** Recovers the queues from the journal and starts to listen. */
  start(): Promise<ServiceBusAddress>;
  /**
   * A queue, by its name or, for its dead-letter queue, by `<name>/$DeadLetterQueue`; letter case does not matter.
   *
   * @throws BrokerError `amqp:not-found` for an unknown name and before `start`.
   */
  queue(name: string): QueueAccess;
  /** Drops every client and closes the journal. Idempotent. */
  dispose(): Promise<void>;
}

/**
 * Creates a broker the Azure Service Bus client talks to as to Azure. What it acknowledged survives kill -9.
 *
 * @throws ZodError when a queue's settings are not what Azure would take.
 * @example
 * const broker = createServiceBusBroker({ directory: '/data/service-bus', queues: [{ name: 'tasks-gpu' }] });
 * const { connectionString } = await broker.start();
 */
export function createServiceBusBroker(params: CreateServiceBusBrokerParams): ServiceBusBroker {
  const settings = params.queues.map((queue) => queueSettingsSchema.parse(queue));
  const maxMessageSizeBytes = params.maxMessageSizeBytes ?? serviceBusLimits.maxMessageSizeBytes;
  const clock = params.clock ?? createSystemClock();
  const queues = new Map<string, MessageQueue>();
  const findQueue = (address: string): MessageQueue => {
    const queue = queues.get(address.toLowerCase());
    if (queue) return queue;
    throw new BrokerError('amqp:not-found', `The messaging entity '${address}' could not be found.`);
  };
  const server = new AmqpServer({ findQueue, maxMessageSizeBytes });
  let store: MessageStore | undefined;
  return {
    async start() {
      store = await MessageStore.open(params.directory);
      for (const queue of openQueues(settings, { store, clock })) queues.set(queue.name.toLowerCase(), queue);
      const port = await server.start(params.port ?? 0);
      return { port, connectionString: connectionStringFor(port) };
    },
    queue: (name) => createQueueAccess(findQueue(name), maxMessageSizeBytes),
    async dispose() {
      for (const queue of queues.values()) queue.dispose();
      await server.dispose();
      await store?.dispose();
    },
  };
}

function openQueues(
  settings: readonly QueueSettings[],
  { store, clock }: { readonly store: MessageStore; readonly clock: Clock },
): readonly MessageQueue[] {
  return settings.flatMap((queue) => {
    const { name, lockDurationMs } = queue;
    const deadLetterSettings = queueSettingsSchema.parse({ name, lockDurationMs });
    const deadLetterName = name + DEAD_LETTER_SUFFIX;
    const deadLetterQueue = new MessageQueue({ name: deadLetterName, settings: deadLetterSettings, store, clock });
    return [new MessageQueue({ name, settings: queue, store, clock, deadLetterQueue }), deadLetterQueue];
  });
}

function connectionStringFor(port: number): string {
  return [
    `Endpoint=sb://127.0.0.1:${port}`,
    'SharedAccessKeyName=RootManageSharedAccessKey',
    'SharedAccessKey=local',
    'UseDevelopmentEmulator=true',
  ].join(';');
}
