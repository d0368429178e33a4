import { app, type HttpMethod } from '@azure/functions';
import * as df from 'durable-functions';
import { queueNames } from '../pipeline/stages/queue-of.js';
import { chooseEngineActivity } from './activities/choose-engine.js';
import { failStageActivity } from './activities/fail-stage.js';
import { finishJobActivity } from './activities/finish-job.js';
import { loadBriefActivity } from './activities/load-brief.js';
import { notePauseActivity } from './activities/note-pause.js';
import { resolveStageActivity } from './activities/resolve-stage.js';
import { sendTaskActivity } from './activities/send-task.js';
import { settlePlanActivity } from './activities/settle-plan.js';
import { settleTargetActivity } from './activities/settle-target.js';
import { registerDroppedBlob } from './blobs/dropped-blob.js';
import { receiveDroppedFile } from './blobs/receive-dropped-file.js';
import { flushTelemetry } from './flush-telemetry.js';
import { cancelJob } from './http/cancel-job.js';
import { createEstimate } from './http/create-estimate.js';
import { createUpload } from './http/create-upload.js';
import { getEngines } from './http/get-engines.js';
import { getHealth } from './http/get-health.js';
import { getJob } from './http/get-job.js';
import { getLanguages } from './http/get-languages.js';
import { getOutputs } from './http/get-outputs.js';
import { getTrace } from './http/get-trace.js';
import { handle } from './http/handle.js';
import { listJobs } from './http/list-jobs.js';
import { setBudget } from './http/set-budget.js';
import { submitJob } from './http/submit-job.js';
import { activityNames, orchestratorNames } from './names.js';
import { localizeOrchestrator } from './orchestrators/localize.js';
import { localizeTargetOrchestrator } from './orchestrators/localize-target.js';
import { runStageOrchestrator } from './orchestrators/run-stage.js';
import { runTaskOrchestrator } from './orchestrators/run-task.js';
import { watchOrchestrator } from './orchestrators/watch.js';
import { receiveDeadLetter } from './queues/receive-dead-letter.js';
import { receiveTaskResult } from './queues/receive-task-result.js';

df.app.orchestration(orchestratorNames.localize, localizeOrchestrator);
df.app.orchestration(orchestratorNames.localizeTarget, localizeTargetOrchestrator);
df.app.orchestration(orchestratorNames.watch, watchOrchestrator);
df.app.orchestration(orchestratorNames.runStage, runStageOrchestrator);
df.app.orchestration(orchestratorNames.runTask, runTaskOrchestrator);

df.app.activity(activityNames.loadBrief, { handler: loadBriefActivity });
df.app.activity(activityNames.resolveStage, { handler: resolveStageActivity });
df.app.activity(activityNames.sendTask, { handler: sendTaskActivity });
df.app.activity(activityNames.notePause, { handler: notePauseActivity });
df.app.activity(activityNames.settlePlan, { handler: settlePlanActivity });
df.app.activity(activityNames.failStage, { handler: failStageActivity });
df.app.activity(activityNames.chooseEngine, { handler: chooseEngineActivity });
df.app.activity(activityNames.settleTarget, { handler: settleTargetActivity });
df.app.activity(activityNames.finishJob, { handler: finishJobActivity });

const client = df.input.durableClient();
const http = (name: string, method: HttpMethod, route: string, work: Parameters<typeof handle>[0]) =>
  app.http(name, { methods: [method], route, authLevel: 'function', extraInputs: [client], handler: handle(work) });

http('submit-job', 'POST', 'jobs', submitJob);
http('list-jobs', 'GET', 'jobs', listJobs);
http('get-job', 'GET', 'jobs/{id}', getJob);
http('cancel-job', 'DELETE', 'jobs/{id}', cancelJob);
http('set-budget', 'POST', 'jobs/{id}/budget', setBudget);
http('create-estimate', 'POST', 'estimates', createEstimate);
http('get-outputs', 'GET', 'jobs/{id}/outputs', getOutputs);
http('get-trace', 'GET', 'jobs/{id}/trace', getTrace);
http('create-upload', 'POST', 'uploads', createUpload);
http('get-languages', 'GET', 'languages', getLanguages);
http('get-engines', 'GET', 'engines', getEngines);
app.http('get-health', { methods: ['GET'], route: 'health', authLevel: 'anonymous', handler: handle(getHealth) });

app.serviceBusQueue('receive-task-result', {
  connection: 'ServiceBus',
  queueName: queueNames.results,
  extraInputs: [client],
  handler: receiveTaskResult,
});
for (const queue of Object.values(queueNames)) {
  app.serviceBusQueue(`receive-dead-letter-${queue}`, {
    connection: 'ServiceBus',
    queueName: `${queue}/$DeadLetterQueue`,
    extraInputs: [client],
    handler: receiveDeadLetter,
  });
}

app.hook.appTerminate(flushTelemetry);

registerDroppedBlob();
app.storageBlob('receive-dropped-file', {
  connection: 'Storage',
  path: 'inbox/{name}',
  source: 'EventGrid',
  sdkBinding: true,
  extraInputs: [client],
  handler: receiveDroppedFile,
});
