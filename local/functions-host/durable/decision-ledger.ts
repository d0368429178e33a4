import { type CreatedEvent, type Decision, type HistoryEvent, historyEventType } from './history-event.js';
import { isCreatedEvent } from './is-created-event.js';
import { NonDeterministicError } from './non-deterministic-error.js';

/** A decision that is not in the history yet, with the id it was given. */
export type NewDecision = Decision & { readonly EventId: number };

/** Numbers the decisions of a replay and tells the recorded ones from the new ones. */
export class DecisionLedger {
  readonly #recorded = new Map<number, CreatedEvent>();
  readonly #new: NewDecision[] = [];
  #nextId = 0;

  constructor(history: readonly HistoryEvent[]) {
    for (const event of history) if (isCreatedEvent(event)) this.#recorded.set(event.EventId, event);
  }

  get nextId(): number {
    return this.#nextId;
  }

  get newDecisions(): readonly NewDecision[] {
    return this.#new;
  }

  /** The recorded decision that the next `decide` repeats, if there is one. */
  get nextRecorded(): CreatedEvent | undefined {
    return this.#recorded.get(this.#nextId);
  }

  /**
   * Gives the decision its id.
   *
   * @throws NonDeterministicError when the history holds another decision under that id.
   */
  decide(decision: Decision): number {
    const recorded = this.nextRecorded;
    const id = this.#nextId++;
    if (!recorded) this.#new.push({ ...decision, EventId: id });
    else if (!isSameDecision(recorded, decision)) throw NonDeterministicError.changed(recorded, decision);
    return id;
  }

  /**
   * Checks a recorded decision at its place in the history.
   *
   * @throws NonDeterministicError when the replay has not taken it by now.
   */
  confirm(event: CreatedEvent): void {
    if (event.EventId >= this.#nextId) throw NonDeterministicError.missing(event);
  }
}

function isSameDecision(recorded: CreatedEvent, decided: Decision): boolean {
  if (recorded.EventType === historyEventType.TimerCreated) return decided.EventType === recorded.EventType;
  return decided.EventType === recorded.EventType && decided.Name === recorded.Name;
}
