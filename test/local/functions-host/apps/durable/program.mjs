// @ts-nocheck: plain JavaScript, as the host finds an app; what matters here is what it gets at run time
import * as df from 'durable-functions';

/** Runs a small program: an orchestration whose shape a property test chooses. */
function taskOf(context, step) {
  switch (step.kind) {
    case 'activity':
      return context.df.callActivity('programActivity', { value: step.value });
    case 'retry':
      return context.df.callActivityWithRetry('programActivity', new df.RetryOptions(1000, step.attempts), step.call);
    case 'timer': {
      const at = new Date(context.df.currentUtcDateTime.getTime() + step.ms);
      return context.df.createTimer(at);
    }
    case 'child':
      return context.df.callSubOrchestrator('program', step.steps);
    case 'all':
      return context.df.Task.all(step.branches.map((branch) => taskOf(context, branch)));
    case 'any':
      return context.df.Task.any(step.branches.map((branch) => taskOf(context, branch)));
    case 'event':
      return context.df.waitForExternalEvent(step.name);
    case 'entity':
      return context.df.callEntity(new df.EntityId('Counter', step.key), 'get');
  }
}

/** A Task.any gives the task that won, which cannot be returned from an orchestrator. */
function plain(result) {
  if (Array.isArray(result)) return result.map(plain);
  return result?.hasResult === undefined ? (result ?? null) : 'any';
}

df.app.orchestration('program', function* (context) {
  const results = [];
  for (const step of context.df.getInput()) {
    if (step.kind === 'signal') {
      context.df.signalEntity(new df.EntityId('Counter', step.key), 'add', 1);
      continue;
    }
    try {
      const result = yield taskOf(context, step);
      results.push(plain(result));
    } catch {
      results.push('failed');
    }
  }
  return results;
});

const attempts = new Map();
df.app.activity('programActivity', {
  handler: ({ value, key, failTimes = 0 }) => {
    const failed = attempts.get(key) ?? 0;
    if (failed < failTimes) {
      attempts.set(key, failed + 1);
      throw new Error(`failure ${failed + 1}`);
    }
    return value;
  },
});
