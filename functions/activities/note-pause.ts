import { NotePauseInput, notePause } from '../../pipeline/jobs/note-pause.js';
import { composition } from '../composition.js';

/** Activity: notes that an orchestration waits for a higher budget. */
export async function notePauseActivity(input: unknown): Promise<unknown> {
  return notePause(NotePauseInput.parse(input), await composition());
}
