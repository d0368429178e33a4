// @ts-nocheck: plain JavaScript, as the host finds an app; what matters here is what it gets at run time
import * as df from 'durable-functions';

const MINUTE_MS = 60_000;

function inMs(context, ms) {
  return new Date(context.df.currentUtcDateTime.getTime() + ms);
}

df.app.orchestration('three', function* (context) {
  let n = context.df.getInput();
  n = yield context.df.callActivity('addOne', n);
  n = yield context.df.callActivity('addOne', n);
  n = yield context.df.callActivity('addOne', n);
  return n;
});

df.app.orchestration('child', function* (context) {
  const { x, fail } = context.df.getInput();
  if (fail) throw new Error('child failed on purpose');
  return yield context.df.callActivity('double', x);
});

function* messageOf(task) {
  try {
    return yield task;
  } catch (error) {
    return error.message.split('\n')[0].trim();
  }
}

function* race(context, eventName, timeoutMs) {
  const timer = context.df.createTimer(inMs(context, timeoutMs));
  const event = context.df.waitForExternalEvent(eventName);
  const winner = yield context.df.Task.any([event, timer]);
  if (winner === timer) return 'timeout';
  timer.cancel();
  return event.result;
}

df.app.orchestration('cancelsThenWaits', function* (context) {
  const won = yield* race(context, 'First', MINUTE_MS);
  return [won, yield context.df.waitForExternalEvent('Second')];
});

/** One orchestration that uses everything once. */
df.app.orchestration('everything', function* (context) {
  const input = context.df.getInput();
  const { instanceId } = context.df;
  const out = {};
  context.df.setCustomStatus({ stage: 'sequence' });
  const plusOne = yield context.df.callActivity('addOne', input.n);
  out.sequence = yield context.df.callActivity('double', plusOne);
  context.df.setCustomStatus({ stage: 'fan-out' });
  out.fanOut = yield context.df.Task.all([1, 2, 3, 4, 5].map((x) => context.df.callActivity('double', x)));
  const retry = new df.RetryOptions(20, 4);
  out.retry = yield context.df.callActivityWithRetry('flaky', retry, { key: instanceId, failTimes: 2 });
  const twice = new df.RetryOptions(10, 2);
  out.exhausted = yield* messageOf(context.df.callActivityWithRetry('alwaysFails', twice, {}));
  out.failure = yield* messageOf(context.df.callActivity('alwaysFails', {}));
  out.child = yield context.df.callSubOrchestrator('child', { x: 21 });
  const named = context.df.callSubOrchestrator('child', { x: 1, fail: true }, `${instanceId}-child`);
  out.childFailure = yield* messageOf(named);
  out.nothing = (yield context.df.callActivity('nothing')) ?? 'was null';
  out.text = yield context.df.callActivity('echo', 'text "quoted"');
  out.numberText = yield context.df.callActivity('echo', '5');
  context.df.setCustomStatus({ stage: 'waiting' });
  out.event = yield* race(context, 'Approve', input.timeoutMs ?? MINUTE_MS);
  const counter = new df.EntityId('Counter', input.counter);
  context.df.signalEntity(counter, 'add', 5);
  out.counter = yield context.df.callEntity(counter, 'get');
  out.guid = context.df.newGuid(instanceId);
  context.df.setCustomStatus({ stage: 'done' });
  return out;
});

/** Everything that must come out the same however often its process is killed; its activities keep nothing in memory. */
df.app.orchestration('survives', function* (context) {
  const { instanceId } = context.df;
  const out = {};
  out.fanOut = yield context.df.Task.all([1, 2, 3].map((x) => context.df.callActivity('double', x)));
  out.child = yield context.df.callSubOrchestrator('child', { x: 21 });
  const retry = new df.RetryOptions(5, 3);
  out.exhausted = yield* messageOf(context.df.callActivityWithRetry('alwaysFails', retry, {}));
  out.event = yield* race(context, 'Approve', 10 * MINUTE_MS);
  const counter = new df.EntityId('Counter', instanceId);
  context.df.signalEntity(counter, 'add', 5);
  out.counter = yield context.df.callEntity(counter, 'get');
  return out;
});

df.app.orchestration('loop', function* (context) {
  const n = context.df.getInput();
  yield context.df.callActivity('addOne', n);
  if (n === 0) return 'looped';
  context.df.continueAsNew(n - 1);
  return undefined;
});

/** Starts over with an activity of the ended execution still running, under an id that is given out again. */
df.app.orchestration('leavesWorkBehind', function* (context) {
  const generation = context.df.getInput();
  if (generation === 2) return yield context.df.callActivity('slow', 60);
  const slow = context.df.callActivity('slow', 30);
  const quick = context.df.callActivity('echo', 'quick');
  yield context.df.Task.any([slow, quick]);
  context.df.continueAsNew(2);
  return undefined;
});

/** Counts events over executions: those not yet waited for are carried over. */
df.app.orchestration('collects', function* (context) {
  const got = context.df.getInput() ?? [];
  const value = yield context.df.waitForExternalEvent('Value');
  if (got.length === 2) return [...got, value];
  context.df.continueAsNew([...got, value]);
  return undefined;
});

df.app.orchestration('failing', function* (context) {
  yield context.df.callActivity('addOne', 1);
  throw new RangeError('orchestrator blew up');
});

df.app.orchestration('threeEvents', function* (context) {
  const got = [];
  for (let index = 0; index < 3; index += 1) got.push(yield context.df.waitForExternalEvent('Event'));
  return got;
});

df.app.orchestration('waits', function* (context) {
  context.df.setCustomStatus('waiting');
  return yield context.df.waitForExternalEvent('Go');
});

df.app.orchestration('waitsOn', function* (context) {
  return yield* messageOf(context.df.callSubOrchestrator('waits', null, context.df.getInput()));
});

df.app.orchestration('sleeps', function* (context) {
  yield context.df.createTimer(inMs(context, context.df.getInput()));
  return context.df.currentUtcDateTime.toISOString();
});

df.app.orchestration('fanOut', function* (context) {
  const tasks = Array.from({ length: context.df.getInput() }, (_, x) => context.df.callActivity('double', x));
  const doubled = yield context.df.Task.all(tasks);
  return doubled.reduce((sum, x) => sum + x, 0);
});

df.app.orchestration('slowFanOut', function* (context) {
  const { count, ms } = context.df.getInput();
  yield context.df.Task.all(Array.from({ length: count }, () => context.df.callActivity('slow', ms)));
  return 'done';
});

df.app.orchestration('chain', function* (context) {
  let sum = 0;
  for (let index = 0; index < context.df.getInput(); index += 1) sum = yield context.df.callActivity('addOne', sum);
  return sum;
});

df.app.orchestration('callsMissingActivity', function* (context) {
  return yield* messageOf(context.df.callActivity('noSuchActivity', 1));
});

df.app.orchestration('callsMissingOrchestrator', function* (context) {
  return yield* messageOf(context.df.callSubOrchestrator('noSuchOrchestrator', 1));
});

df.app.orchestration('callsHttp', function* (context) {
  return yield context.df.callHttp({ method: 'GET', url: 'http://127.0.0.1:9/' });
});

df.app.orchestration('asksActivities', function* (context) {
  const instance = yield context.df.callActivity('instanceOfCall');
  const trace = yield context.df.callActivity('traceOfCall');
  return { instance, trace };
});

/** Its code can be changed between turns, which a real deployment does by accident. */
df.app.orchestration('changeable', function* (context) {
  yield context.df.callActivity(globalThis.changeableActivity ?? 'addOne', 1);
  yield context.df.waitForExternalEvent('Go');
  return 'done';
});

df.app.orchestration('forgetful', function* (context) {
  if (!globalThis.forgetfulHasForgotten) yield context.df.callActivity('addOne', 1);
  yield context.df.waitForExternalEvent('Go');
  return 'done';
});
