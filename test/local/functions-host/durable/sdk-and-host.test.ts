/** The SDK and the host number decisions on their own; every orchestration must come out as if there were one count. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DurableEngine } from '../../../../local/functions-host/durable/durable-engine.js';
import { historyEventType as type } from '../../../../local/functions-host/durable/history-event.js';
import { createDurableApp } from '../durable-app.js';
import { createJumpingClock } from '../jumping-clock.js';
import { eventNames, expectedResults, programArbitrary, withUniqueNames } from './program.js';

const RUNS = 150;
let engine: DurableEngine;

beforeAll(async () => {
  engine = (await createDurableApp({ clock: createJumpingClock() })).engine;
});

afterAll(() => engine.dispose());

describe('any orchestration that keeps the authoring rules', () => {
  it('comes out as its code says, through the SDK, whatever it nests', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(programArbitrary, async (shape) => {
        const instanceId = `program-${run++}`;
        const program = withUniqueNames(shape, instanceId);
        await engine.start({ name: 'program', instanceId, input: JSON.stringify(program), traceParent: '' });
        for (const Name of eventNames(program)) {
          await engine.send(instanceId, { EventType: type.EventRaised, Name, Input: JSON.stringify(Name) });
        }
        await engine.waitForEnd(instanceId);
        expect(await engine.instance(instanceId)).toMatchObject({
          status: 'Completed',
          output: expectedResults(program),
        });
      }),
      { numRuns: RUNS },
    );
  }, 30_000);
});
