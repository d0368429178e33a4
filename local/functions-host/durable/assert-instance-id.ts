import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';

const IMPOSSIBLE_CHARACTERS = /[/\\#?\p{Cc}]/u;
const MAX_CHARACTERS = 100;

/**
 * Refuses ids that Azure refuses: they become partition keys and parts of URLs, and `@` marks entities.
 *
 * @throws PipelineError `request-invalid`.
 */
export function assertInstanceId(id: string): void {
  if (id.length > 0 && id.length <= MAX_CHARACTERS && !id.startsWith('@') && !IMPOSSIBLE_CHARACTERS.test(id)) return;
  const rule = `It must have 1 to ${MAX_CHARACTERS} characters, must not start with @ and must not contain / \\ # ?.`;
  throw new PipelineError('request-invalid', `'${id}' is not a possible instance id. ${rule}`);
}
