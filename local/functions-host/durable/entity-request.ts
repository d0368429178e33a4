import { z } from 'zod';

/** The part of a recorded entity request that a replay needs. */
export const entityRequestIdSchema = z.object({ id: z.string() });

/** A call or a signal on its way to an entity; the JSON text of an EventSent event's `Input`. */
export interface EntityRequest {
  readonly op: string;
  /** Present when nobody waits for an answer. */
  readonly signal?: true;
  /** JSON text. */
  readonly input?: string;
  /** Name of the event that carries the answer. */
  readonly id: string;
  /** Instance that waits for the answer, or that sent the signal. */
  readonly parent?: string;
  readonly parentExecution?: string;
}
