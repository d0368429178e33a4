/** The AMQP conditions the broker answers with, and the status a management reply carries for each. */
const STATUS_CODES = {
  'amqp:internal-error': 500,
  'amqp:link:message-size-exceeded': 400,
  'amqp:not-allowed': 400,
  'amqp:not-found': 404,
  'amqp:not-implemented': 501,
  'com.microsoft:argument-error': 400,
  'com.microsoft:message-lock-lost': 410,
  'com.microsoft:message-not-found': 404,
} as const;

/** An AMQP condition the Azure client knows how to turn into one of its error codes. */
export type BrokerErrorCondition = keyof typeof STATUS_CODES;

/** A refusal of the broker, carried to the client as an AMQP error. */
export class BrokerError extends Error {
  override readonly name = 'BrokerError';

  constructor(
    readonly condition: BrokerErrorCondition,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** The status code of a management reply. */
  get statusCode(): number {
    return STATUS_CODES[this.condition];
  }

  static messageNotFound(sequenceNumber: number): BrokerError {
    return new BrokerError('com.microsoft:message-not-found', `There is no such message: ${sequenceNumber}.`);
  }

  /** Wraps whatever was thrown, so that a client always gets a condition. */
  static from(cause: unknown): BrokerError {
    if (cause instanceof BrokerError) return cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    return new BrokerError('amqp:internal-error', message, { cause });
  }
}
