import type { Receiver } from 'rhea';
import { z } from 'zod';
import { BrokerError } from '../broker-error.js';
import { DispositionWriter } from './disposition-writer.js';
import { linkInternals } from './link-internals.js';
import type { Reply, ReplyLinks } from './reply-links.js';

/** Requests a client may have under way on one link. */
const CREDIT = 1_000;

/** Only what routes a request; its body belongs to the operation. */
const requestSchema = z.object({
  message_id: z.unknown().optional(),
  reply_to: z.string().optional(),
  application_properties: z.object({ operation: z.unknown().optional() }).optional(),
  body: z.unknown().optional(),
});

/** A request as the one who answers it sees it. */
export interface ServedRequest {
  readonly operation: unknown;
  readonly body: unknown;
}

/** Who answers, and over which links. */
export interface ServeRequestsParams {
  readonly replyLinks: ReplyLinks;
  readonly answer: (request: ServedRequest) => Promise<Reply>;
}

/** Serves the requesting side of a request-response link: every request gets a reply, if only an error. */
export function serveRequests(link: Receiver, { replyLinks, answer }: ServeRequestsParams): void {
  const dispositions = DispositionWriter.of(link.session);
  link.on('message', (context) => {
    const { delivery } = context;
    if (delivery) dispositions.accept(delivery);
    const { credit } = linkInternals(link);
    if (credit <= CREDIT / 2) link.add_credit(CREDIT - credit);
    const { message_id, reply_to, application_properties, body } = requestSchema.parse(context.message);
    const address = { replyTo: reply_to, messageId: message_id };
    answer({ operation: application_properties?.operation, body }).then(
      (reply) => replyLinks.send(address, reply),
      (error) => replyLinks.send(address, refusal(error)),
    );
  });
  link.add_credit(CREDIT);
}

function refusal(cause: unknown): Reply {
  const isBadRequest = cause instanceof z.ZodError;
  const error = isBadRequest
    ? new BrokerError('com.microsoft:argument-error', 'The request body is not as expected.', { cause })
    : BrokerError.from(cause);
  return { statusCode: error.statusCode, statusDescription: error.message, errorCondition: error.condition };
}
