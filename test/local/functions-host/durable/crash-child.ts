/** A durable engine in a process of its own, to be killed: takes requests over IPC, says what was acknowledged. */

import { historyEventType } from '../../../../local/functions-host/durable/history-event.js';
import { isTerminal } from '../../../../local/functions-host/durable/is-terminal.js';
import { openJournal } from '../../../../local/journal/open-journal.js';
import { createDurableApp } from '../durable-app.js';
import type { CrashAnswer, CrashRequest } from './crash-protocol.js';

const [file = ''] = process.argv.slice(2);
const answer = (message: CrashAnswer): void => {
  process.send?.(message);
};

const { engine } = await createDurableApp({ journal: await openJournal({ file }), compactAboveBytes: 400_000 });
const recovered = await engine.instances();
const unfinished = recovered.filter(({ status }) => !isTerminal(status)).length;
answer({ kind: 'ready', instances: recovered.length, unfinished });

process.on('message', (request: CrashRequest) => {
  // Rejections end the process, which the parent notices.
  void handle(request);
});

async function handle(request: CrashRequest): Promise<void> {
  switch (request.kind) {
    case 'start': {
      const { name, instanceId } = request;
      await engine.start({ name, instanceId, input: JSON.stringify(request.input), traceParent: '' });
      return answer({ kind: 'started', instanceId });
    }
    case 'raise': {
      const { instanceId } = request;
      if (!(await engine.instance(instanceId))) return;
      await engine.send(instanceId, { EventType: historyEventType.EventRaised, Name: 'Approve', Input: '"raised"' });
      return answer({ kind: 'raised', instanceId });
    }
    case 'report': {
      for (const { instanceId } of await engine.instances()) await engine.waitForEnd(instanceId);
      const instances = (await engine.instances()).map(({ instanceId, status, output }) => ({
        instanceId,
        status,
        output,
      }));
      return answer({ kind: 'report', instances });
    }
  }
}
