import type { ArtifactRef } from '../contracts/artifact-ref.js';
import type { FitPlan } from '../contracts/fit-plan.js';
import type { MouthLine, MouthScript } from '../contracts/mouth-script.js';
import type { Speech } from '../contracts/spoken-segment.js';

export interface AddSpeechParams {
  readonly script: MouthScript;
  readonly fit: Pick<FitPlan, 'segments'>;
  /** As it is played. */
  readonly speech: Speech;
}

/** A script that can be heard: its lines name the unit inputs their sound lies in. */
export interface HeardScript {
  readonly script: MouthScript;
  readonly inputs: Readonly<Record<string, ArtifactRef>>;
}

/** Gives each line of a script its sound. Lines that are not spoken stay silent. */
export function addSpeech({ script, fit, speech }: AddSpeechParams): HeardScript {
  const inputs: Record<string, ArtifactRef> = {};
  const lines = script.lines.map((line, at): MouthLine => {
    const fitted = fit.segments.find(({ id }) => id === line.segmentId);
    const spoken = speech.segments.find(({ id }) => id === line.segmentId);
    if (fitted === undefined || spoken === undefined) return line;
    const input = `speech-${at}`;
    inputs[input] = spoken.audio;
    return { ...line, speech: { input, rate: fitted.rate, ...(fitted.pauses && { pauses: fitted.pauses }) } };
  });
  return { script: { ...script, lines }, inputs };
}
