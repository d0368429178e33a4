import type { InvocationContext } from '@azure/functions';
import type { Span } from '../../pipeline/contracts/span.js';
import { spanAttributes as at } from '../../pipeline/contracts/span-attributes.js';
import { Verification } from '../../pipeline/contracts/verification.js';
import { readArtifact } from '../../pipeline/jobs/read-artifact.js';
import { SettleTargetInput, settleTarget } from '../../pipeline/jobs/settle-target.js';
import type { ArtifactStore } from '../../pipeline/ports/artifact-store.js';
import { activityNames } from '../names.js';
import { traced } from './traced.js';

/** Activity: publishes a target's files and receipt; its trace says how good the dub is. */
export function settleTargetActivity(input: unknown, context: InvocationContext): Promise<void> {
  let quality: Span['attributes'] = {};
  const describe = () => quality;
  return traced({ name: activityNames.settleTarget, input, context, describe }, async (deps) => {
    const target = SettleTargetInput.parse(input);
    await settleTarget(target, deps);
    quality = await qualityOf(target, deps.artifacts);
  });
}

async function qualityOf({ made }: SettleTargetInput, artifacts: ArtifactStore): Promise<Span['attributes']> {
  const { verification } = made;
  if (verification === undefined) return {};
  try {
    const { confidence, findings, segments } = await readArtifact(artifacts, verification, Verification);
    const found = segments.reduce((sum, segment) => sum + segment.findings.length, findings.length);
    return { [at.confidence]: confidence, [at.findings]: found };
  } catch {
    return {}; // it is in the receipt all the same
  }
}
