import type { InvocationContext } from '@azure/functions';
import { NotePauseInput, notePause } from '../../pipeline/jobs/note-pause.js';
import { activityNames } from '../names.js';
import { traced } from './traced.js';

/** Activity: notes that an orchestration waits for a higher budget. */
export function notePauseActivity(input: unknown, context: InvocationContext): Promise<unknown> {
  return traced({ name: activityNames.notePause, input, context }, (deps) =>
    notePause(NotePauseInput.parse(input), deps),
  );
}
