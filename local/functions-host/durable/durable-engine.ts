import { randomUUID } from 'node:crypto';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { HostLog } from '../host-log.js';
import type { HostClock } from '../system-clock.js';
import { type ActivityCall, ActivityQueue } from './activity-queue.js';
import { assertInstanceId } from './assert-instance-id.js';
import type { DurableJournal } from './create-volatile-journal.js';
import type { DurableFunctions } from './durable-functions.js';
import type { DurableRecord, TurnRecord } from './durable-record.js';
import { DurableState, type Entity, type Instance } from './durable-state.js';
import type { EntityRequest } from './entity-request.js';
import { historyEventType } from './history-event.js';
import { InstanceTimers } from './instance-timers.js';
import { isTerminal } from './is-terminal.js';
import { type NewWork, newWork } from './new-work.js';
import { type MessageContent, orchestrationMessage } from './orchestration-message.js';
import { outstandingWork } from './outstanding-work.js';
import { planTurn } from './plan-turn.js';
import { RecordLog } from './record-log.js';
import { runEntityTurn } from './run-entity-turn.js';
import { runOrchestratorTurn } from './run-orchestrator-turn.js';
import { TurnQueue } from './turn-queue.js';

export interface DurableEngineParams {
  readonly functions: DurableFunctions;
  readonly journal: DurableJournal;
  readonly clock: HostClock;
  readonly log: HostLog;
  readonly maxConcurrentActivities: number;
  readonly maxConcurrentOrchestrators: number;
  readonly compactAboveBytes?: number;
}

/** A new instance to start. */
export interface StartOrchestrationParams {
  readonly name: string;
  /** Left out: a new random id. */
  readonly instanceId?: string | undefined;
  /** JSON text. */
  readonly input?: string | null;
  readonly traceParent: string;
}

/**
 * Runs orchestrations and entities on one machine as the Durable Task Framework does on many.
 *
 * What is acknowledged is durable: every change is one record, applied in the same way live and on recovery; a turn's
 * record holds atomically the messages it took, its decisions, and everything it sends. Activities and timers are not
 * recorded but derived from the history, so after a crash they begin again (at least once, as on Azure).
 */
export class DurableEngine {
  readonly #params: DurableEngineParams;
  readonly #state = new DurableState();
  readonly #records: RecordLog;
  readonly #turns: TurnQueue;
  readonly #activities: ActivityQueue;
  readonly #timers: InstanceTimers;
  readonly #endWaiters = new Map<string, (() => void)[]>();
  #latestAtMs = 0;
  #isStopped = false;
  #disposal: Promise<void> | undefined;

  constructor(params: DurableEngineParams) {
    this.#params = params;
    this.#timers = new InstanceTimers(params.clock);
    this.#records = new RecordLog({
      journal: params.journal,
      state: this.#state,
      onFailure: (cause) => this.#halt(cause),
      ...(params.compactAboveBytes === undefined ? {} : { compactAboveBytes: params.compactAboveBytes }),
    });
    this.#turns = new TurnQueue({ maxConcurrent: params.maxConcurrentOrchestrators, run: (id) => this.#runTurn(id) });
    this.#activities = new ActivityQueue({
      functions: params.functions,
      maxConcurrent: params.maxConcurrentActivities,
      deliver: (call, outcome) => this.#deliverIfWanted(call, outcome),
      isWanted: (call) => this.#isRunning(call),
    });
  }

  /** Takes up what an earlier process left: running orchestrations go on, their activities and timers begin again. */
  recover(): void {
    this.#records.recover();
    for (const instance of this.#state.instances.values()) {
      if (isTerminal(instance.status)) continue;
      this.#beginWork(instance, outstandingWork(instance));
      if (instance.inbox.length > 0) this.#turns.add(instance.instanceId);
    }
    for (const entity of this.#state.entities.values()) if (entity.inbox.length > 0) this.#turns.add(entity.entityId);
  }

  /**
   * Starts an instance, also anew under the id of one that has ended; resolves to its id when it is durable.
   *
   * @throws PipelineError `request-invalid` for an unknown orchestrator or an impossible id, `conflict` when an instance
   * of that id is still running.
   */
  async start({ name, instanceId, input = null, traceParent }: StartOrchestrationParams): Promise<string> {
    const registered = this.#params.functions.find('orchestration', name);
    if (registered === undefined) {
      const reason = `The function '${name}' doesn't exist, is disabled, or is not an orchestrator function.`;
      throw new PipelineError('request-invalid', reason);
    }
    const id = instanceId ?? newId();
    assertInstanceId(id);
    const existing = this.#state.instances.get(id);
    if (existing && !isTerminal(existing.status)) {
      const reason = `An Orchestration instance with the status ${existing.status} already exists.`;
      throw new PipelineError('conflict', reason);
    }
    const start = { kind: 'start', instanceId: id, name: registered, executionId: newId(), input } as const;
    await this.#commit({ ...start, at: this.#now(), traceParent });
    return id;
  }

  /** Puts an external event, a terminate, suspend or resume request in the inbox of an instance; resolves when durable. */
  async send(instanceId: string, content: MessageContent): Promise<void> {
    await this.#commit(orchestrationMessage({ instanceId, at: this.#now(), content }));
  }

  /** Sends a request to an entity; resolves when it is durable. */
  async signal(entityId: string, request: Omit<EntityRequest, 'id' | 'signal'>): Promise<void> {
    await this.#commit({ kind: 'entity-request', entityId, request: { ...request, signal: true, id: randomUUID() } });
  }

  /** Forgets instances, whatever their status; resolves to how many there were. */
  async purge(instanceIds: readonly string[]): Promise<number> {
    const known = instanceIds.filter((id) => this.#state.instances.has(id));
    if (known.length > 0) await this.#commit({ kind: 'purge', instanceIds: known });
    for (const id of known) this.#endInstance(id);
    return known.length;
  }

  /** The instance as it is now, told once that is durable: nobody hears of a state that a crash could take back. */
  async instance(instanceId: string): Promise<Readonly<Instance> | undefined> {
    const instance = this.#state.instances.get(instanceId);
    const seen = instance && { ...instance };
    await this.#records.settled();
    return seen;
  }

  /** All instances, in the order in which they were started; told as {@link instance} does. */
  async instances(): Promise<readonly Readonly<Instance>[]> {
    const seen = [...this.#state.instances.values()].map((instance) => ({ ...instance }));
    await this.#records.settled();
    return seen;
  }

  /** The entity as it is now; told as {@link instance} does. */
  async entity(entityId: string): Promise<Readonly<Entity> | undefined> {
    const entity = this.#state.entities.get(entityId);
    const seen = entity && { ...entity };
    await this.#records.settled();
    return seen;
  }

  /** Resolves when the instance has ended or been purged and that is durable; at once for an unknown id. */
  waitForEnd(instanceId: string): Promise<void> {
    const instance = this.#state.instances.get(instanceId);
    if (!instance || isTerminal(instance.status)) return this.#records.settled();
    return new Promise((resolve) => {
      this.#endWaiters.set(instanceId, [...(this.#endWaiters.get(instanceId) ?? []), resolve]);
    });
  }

  /**
   * Stops: turns that run are finished, activities that run are left to themselves (they begin again after the next
   * start), then the journal is closed. Idempotent.
   */
  dispose(): Promise<void> {
    this.#disposal ??= this.#stopAndClose();
    return this.#disposal;
  }

  async #stopAndClose(): Promise<void> {
    await this.#turns.stop();
    this.#stopWork();
    await this.#params.journal.close();
  }

  async #commit(record: DurableRecord): Promise<void> {
    if (this.#isStopped) throw new PipelineError('unavailable', 'The durable engine has been stopped.');
    const durable = this.#records.commit(record);
    this.#wakeReceivers(record);
    await durable;
  }

  #wakeReceivers(record: DurableRecord): void {
    if (record.kind === 'entity-request') this.#turns.add(record.entityId);
    if (record.kind === 'message' || record.kind === 'start') this.#turns.add(record.instanceId);
    if (record.kind === 'turn' || record.kind === 'entity-turn') {
      for (const outgoing of record.outgoing) this.#wakeReceivers(outgoing);
    }
  }

  #runTurn(id: string): Promise<void> | undefined {
    const entity = this.#state.entities.get(id);
    const instance = this.#state.instances.get(id);
    if (entity) return entity.inbox.length > 0 ? this.#guard(this.#entityTurn(entity)) : undefined;
    if (!instance || isTerminal(instance.status)) return undefined;
    const plan = planTurn(instance.status, instance.inbox);
    return plan && this.#guard(this.#orchestratorTurn(instance, plan));
  }

  /** A turn that cannot be carried out is a defect of this host: stopping beats going round in circles. */
  #guard(turn: Promise<void>): Promise<void> {
    return turn.catch((cause: unknown) => this.#halt(cause));
  }

  async #entityTurn(entity: Entity): Promise<void> {
    await this.#commit(await runEntityTurn({ entity, at: this.#now() }, this.#params.functions));
  }

  async #orchestratorTurn(instance: Instance, plan: NonNullable<ReturnType<typeof planTurn>>): Promise<void> {
    const { functions } = this.#params;
    const deps = { functions, state: this.#state, newExecutionId: newId };
    const makeRecord = await runOrchestratorTurn({ instance, plan, at: this.#now() }, deps);
    // Purged or replaced while its code ran: the turn never happened.
    if (this.#state.instances.get(instance.instanceId) !== instance) return;
    const record = makeRecord();
    await this.#commit(record);
    this.#afterTurn(instance, record);
  }

  /** Begins what a turn decided, only now that the decision is durable. */
  #afterTurn(instance: Instance, { outcome, decisions, cancelledTimers }: TurnRecord): void {
    const { instanceId } = instance;
    if (outcome.kind === 'ended') {
      this.#endInstance(instanceId);
    } else if (outcome.kind === 'continued-as-new') {
      this.#timers.cancelInstance(instanceId);
    } else {
      for (const id of cancelledTimers) this.#timers.cancel(instanceId, id);
      this.#beginWork(instance, newWork(decisions, instance.cancelledTimers));
    }
  }

  #beginWork(instance: Instance, { activities, timers }: NewWork): void {
    const { instanceId, executionId, traceParent } = instance;
    for (const event of activities) this.#activities.add({ instanceId, executionId, event, traceParent });
    for (const { EventId: timerId, FireAt: fireAt } of timers) {
      const fired: MessageContent = { EventType: historyEventType.TimerFired, TimerId: timerId, FireAt: fireAt };
      this.#timers.arm({ instanceId, timerId, fireAt }, () => {
        // Never rejects: a failing journal halts the engine.
        void this.#deliverIfWanted({ instanceId, executionId }, fired);
      });
    }
  }

  #isRunning({ instanceId, executionId }: Pick<ActivityCall, 'instanceId' | 'executionId'>): boolean {
    const instance = this.#state.instances.get(instanceId);
    return !this.#isStopped && instance?.executionId === executionId && !isTerminal(instance.status);
  }

  async #deliverIfWanted(
    target: Pick<ActivityCall, 'instanceId' | 'executionId'>,
    content: MessageContent,
  ): Promise<void> {
    if (!this.#isRunning(target)) return;
    await this.send(target.instanceId, content).catch((cause: unknown) => this.#halt(cause));
  }

  #endInstance(instanceId: string): void {
    this.#timers.cancelInstance(instanceId);
    const waiters = this.#endWaiters.get(instanceId) ?? [];
    this.#endWaiters.delete(instanceId);
    for (const resolve of waiters) resolve();
  }

  /** Now as ISO 8601, never earlier than before: histories must not run backwards when the wall clock is set. */
  #now(): string {
    this.#latestAtMs = Math.max(this.#latestAtMs, this.#params.clock.now());
    return new Date(this.#latestAtMs).toISOString();
  }

  #halt(cause: unknown): void {
    if (this.#isStopped) return;
    this.#stopWork();
    const message = 'The durable engine has stopped; restart the host to go on from what is durable.';
    this.#params.log({ level: 'critical', category: 'host', message, cause });
  }

  #stopWork(): void {
    this.#isStopped = true;
    this.#timers.cancelAll();
    this.#activities.stop();
  }
}

function newId(): string {
  return randomUUID().replaceAll('-', '');
}
