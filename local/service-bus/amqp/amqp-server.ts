import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import rhea, { type Receiver, type Sender } from 'rhea';
import { BrokerError } from '../broker-error.js';
import type { MessageQueue } from '../message-queue.js';
import { linkInternals } from './link-internals.js';
import { manageQueue } from './management/manage-queue.js';
import { QueueDispatcher } from './queue-dispatcher.js';
import { ReplyLinks } from './reply-links.js';
import { serveReceiver } from './serve-receiver.js';
import { serveRequests } from './serve-requests.js';
import { serveSender } from './serve-sender.js';

const LOOPBACK = '127.0.0.1';
const TOKEN_NODE = '$cbs';
const MANAGEMENT_NODE = /\/\$management$/i;

const CONNECTION_OPTIONS = {
  autoaccept: false,
  autosettle: false,
  // Abandoning and deferring must not look like releasing.
  treat_modified_as_released: false,
  credit_window: 0,
  max_frame_size: 65_536,
  // What Azure advertises: a client that says nothing for twice this long is dropped.
  idle_time_out: 240_000,
  // Unsettled deliveries per session; rhea's default of 2048 would stall a receiver that prefetches more.
  session_buffer_size: 16_384,
  tcp_no_delay: true,
} as const;

/** What the server needs of the broker. */
export interface AmqpServerParams {
  /** @throws BrokerError `amqp:not-found` for an address that is no queue. */
  readonly findQueue: (address: string) => MessageQueue;
  readonly maxMessageSizeBytes: number;
}

/** Speaks AMQP 1.0, as Azure Service Bus does, with clients on this machine. */
export class AmqpServer {
  readonly #params: AmqpServerParams;
  readonly #dispatchers = new Map<MessageQueue, QueueDispatcher>();
  readonly #replyLinks = new ReplyLinks();
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  constructor(params: AmqpServerParams) {
    this.#params = params;
  }

  /** Listens on the loopback interface; resolves to the port, chosen by the system when 0 is given. */
  async start(port: number): Promise<number> {
    const container = rhea.create_container({ id: 'polydub-service-bus' });
    this.#allowAnyCredential(container.sasl_server_mechanisms);
    container.on('sender_open', (context) => this.#onSenderOpen(context.sender));
    container.on('receiver_open', (context) => this.#onReceiverOpen(context.receiver));
    container.on('sender_close', ({ sender }) => this.#forgetLinks((link) => link === sender));
    container.on('session_close', ({ session }) => this.#forgetLinks((link) => link.session === session));
    for (const event of ['connection_close', 'disconnected']) {
      container.on(event, ({ connection }) => this.#forgetLinks((link) => link.connection === connection));
    }
    // A client's failure concerns that client alone; rhea throws those that nobody listens to.
    for (const event of CLIENT_ERRORS) container.on(event, () => {});
    const server = container.listen({ ...CONNECTION_OPTIONS, host: LOOPBACK, port });
    this.#server = server;
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  /** Stops listening and drops every connection. Idempotent. */
  async dispose(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    for (const dispatcher of this.#dispatchers.values()) dispatcher.dispose();
    const closed = once(server, 'close');
    server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** The loopback interface is the protection; MSSBCBS is what clients with a token credential ask for. */
  #allowAnyCredential(mechanisms: {
    enable_anonymous(): void;
    enable_plain(check: () => boolean): void;
    [mechanism: string]: unknown;
  }): void {
    mechanisms.enable_anonymous();
    mechanisms.enable_plain(() => true);
    mechanisms['MSSBCBS'] = mechanisms['ANONYMOUS'];
  }

  /** A client wants to receive: messages of a queue, or replies. */
  #onSenderOpen(link: Sender | undefined): void {
    if (!link) return;
    const { remote } = linkInternals(link);
    const address = remote.attach.source?.address ?? '';
    link.set_source({ address });
    link.set_target({ address: remote.attach.target?.address ?? '' });
    if (isRequestNode(address)) {
      this.#replyLinks.add(link);
      return;
    }
    this.#refuseOnError(link, () => {
      const queue = this.#params.findQueue(address);
      serveReceiver(link, { queue, dispatcher: this.#dispatcher(queue) });
    });
  }

  /** A client wants to send: messages to a queue, or requests. */
  #onReceiverOpen(link: Receiver | undefined): void {
    if (!link) return;
    const { remote } = linkInternals(link);
    const address = remote.attach.target?.address ?? '';
    link.set_target({ address });
    link.set_source({ address: remote.attach.source?.address ?? '' });
    this.#refuseOnError(link, () => {
      if (isRequestNode(address)) this.#serveNode(link, address);
      else serveSender(link, { ...this.#params, queue: this.#params.findQueue(address) });
    });
  }

  #serveNode(link: Receiver, address: string): void {
    const replyLinks = this.#replyLinks;
    if (address.toLowerCase() === TOKEN_NODE) {
      const accepted = { statusCode: 202, statusDescription: 'Accepted' };
      serveRequests(link, { replyLinks, answer: async () => accepted });
      return;
    }
    const queue = this.#params.findQueue(address.replace(MANAGEMENT_NODE, ''));
    const { maxMessageSizeBytes } = this.#params;
    serveRequests(link, {
      replyLinks,
      answer: async ({ operation, body }) => {
        const reply = await manageQueue(operation, { queue, body, maxMessageSizeBytes });
        return reply
          ? { statusCode: 200, statusDescription: 'OK', body: reply }
          : { statusCode: 204, statusDescription: 'No Content' };
      },
    });
  }

  #refuseOnError(link: Sender | Receiver, serve: () => void): void {
    try {
      serve();
    } catch (cause) {
      const { condition, message } = BrokerError.from(cause);
      link.close({ condition, description: message });
    }
  }

  #dispatcher(queue: MessageQueue): QueueDispatcher {
    const existing = this.#dispatchers.get(queue);
    if (existing) return existing;
    const dispatcher = new QueueDispatcher(queue);
    this.#dispatchers.set(queue, dispatcher);
    return dispatcher;
  }

  #forgetLinks(isGone: (link: Sender) => boolean): void {
    this.#replyLinks.removeWhere(isGone);
    for (const dispatcher of this.#dispatchers.values()) dispatcher.removeWhere(isGone);
  }
}

const CLIENT_ERRORS = [
  'connection_error',
  'session_error',
  'sender_error',
  'receiver_error',
  'protocol_error',
  'error',
] as const;

function isRequestNode(address: string): boolean {
  return address.toLowerCase() === TOKEN_NODE || MANAGEMENT_NODE.test(address);
}
