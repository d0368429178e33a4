/** Names of every function of the app: the only place they are written. */
export const orchestratorNames = {
  localize: 'localize',
  localizeTarget: 'localize-target',
  watch: 'watch',
  runStage: 'run-stage',
  runTask: 'run-task',
} as const;

export const activityNames = {
  loadBrief: 'load-brief',
  resolveStage: 'resolve-stage',
  sendTask: 'send-task',
  notePause: 'note-pause',
  settlePlan: 'settle-plan',
  failStage: 'fail-stage',
  chooseEngine: 'choose-engine',
  settleTarget: 'settle-target',
  finishJob: 'finish-job',
} as const;

/** The external event that carries a task's result to the orchestration that waits for it. */
export const taskResultEvent = 'task-result';

/** The external event that tells a paused stage to look at its job's budget again. */
export const budgetRaisedEvent = 'budget-raised';
