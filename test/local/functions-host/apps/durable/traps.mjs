// @ts-nocheck: plain JavaScript, as the host finds an app; what matters here is what it gets at run time
/** Orchestrators that break an authoring rule; they behave here as they do on Azure, which is why the rule exists. */
import * as df from 'durable-functions';

function inMs(context, ms) {
  return new Date(context.df.currentUtcDateTime.getTime() + ms);
}

/** Waits again and again for what is left of a list of tasks. */
df.app.orchestration('trapDrain', function* (context) {
  let pending = [1, 2, 3].map((x) => context.df.callActivity('countedDouble', { key: context.df.instanceId, x }));
  const done = [];
  while (pending.length > 0) {
    const winner = yield context.df.Task.any(pending);
    done.push(winner.result);
    pending = pending.filter((task) => task !== winner);
  }
  const next = yield context.df.callActivity('addOne', 100);
  return { done, next };
});

/** Uses one deadline timer in two races. */
df.app.orchestration('trapTimerReuse', function* (context) {
  const deadline = context.df.createTimer(inMs(context, 60_000));
  const out = [];
  for (let index = 0; index < 2; index += 1) {
    const call = context.df.callActivity('addOne', index);
    const winner = yield context.df.Task.any([call, deadline]);
    out.push(winner === call ? call.result : 'deadline');
  }
  deadline.cancel();
  out.push(yield context.df.callActivity('addOne', 100));
  return out;
});

/** The safe form: the compound is yielded once, then each task alone. */
df.app.orchestration('safeAnyThenEach', function* (context) {
  const first = context.df.callActivity('double', 1);
  const second = context.df.callActivity('double', 2);
  yield context.df.Task.any([first, second]);
  yield first;
  yield second;
  return [first.result, second.result, yield context.df.callActivity('addOne', 100)];
});

/** Waits for one external event task in two races, then for another event of that name. */
df.app.orchestration('reyieldsEvent', function* (context) {
  const event = context.df.waitForExternalEvent('Event');
  const first = context.df.createTimer(inMs(context, 1_000));
  const firstWinner = yield context.df.Task.any([event, first]);
  const second = context.df.createTimer(inMs(context, 60_000));
  const secondWinner = yield context.df.Task.any([event, second]);
  second.cancel();
  const later = context.df.waitForExternalEvent('Event');
  yield later;
  return [firstWinner === event, secondWinner === event, event.result, later.result];
});

/** Mixes retries with a fail-fast Task.all: the SDK goes on at the first failure, the host waits for all. */
df.app.orchestration('trapRetryInAll', function* (context) {
  const retry = new df.RetryOptions(60_000, 2);
  try {
    yield context.df.Task.all([
      context.df.callActivityWithRetry('alwaysFails', retry, 1),
      context.df.callActivity('alwaysFails', 2),
    ]);
  } catch {
    // The SDK is here while the host still waits for the retry.
  }
  return yield context.df.callActivity('addOne', 100);
});

const counts = new Map();
df.app.activity('countedDouble', {
  handler: ({ key, x }) => {
    counts.set(`${key}/${x}`, (counts.get(`${key}/${x}`) ?? 0) + 1);
    return x * 2;
  },
});
df.app.activity('readCounts', { handler: (key) => [1, 2, 3].map((x) => counts.get(`${key}/${x}`)) });
df.app.orchestration('countsOf', function* (context) {
  return yield context.df.callActivity('readCounts', context.df.getInput());
});
