import { readFile } from 'node:fs/promises';
import { VoiceConsent } from '../../pipeline/contracts/voice-consent.js';
import { everySpeaker, VoiceWishes } from '../../pipeline/contracts/voice-wishes.js';
import { describeIssues } from '../../pipeline/errors/describe-issues.js';
import { CliFailure } from '../failures/cli-failure.js';
import type { LocalFile } from '../upload/look-at-file.js';

/**
 * Whose voices are cloned, and by whose consent: a file of wishes by speaker, or one consent alone, which then stands for
 * everybody who speaks. Whether it covers the job is for the server to say. Fails with `consent-invalid`.
 */
export async function readVoiceWishes({ path, name }: LocalFile): Promise<VoiceWishes> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw CliFailure.of('consent-invalid', `${name} is not JSON.`); // the parser quotes what it could not read
  }
  const isConsent = typeof value === 'object' && value !== null && 'statement' in value;
  const parsed = isConsent ? VoiceConsent.safeParse(value) : VoiceWishes.safeParse(value);
  if (!parsed.success) throw CliFailure.of('consent-invalid', `${name}: ${describeIssues(parsed.error)}.`);
  if (!isConsent) return VoiceWishes.parse(value);
  return { [everySpeaker]: { clone: true, consent: VoiceConsent.parse(value) } };
}
