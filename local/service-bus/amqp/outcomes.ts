import rhea from 'rhea';
import type { BrokerError } from '../broker-error.js';

interface OutcomeComposite {
  described(): unknown;
}

/** Constructors rhea 3.0.5 has and its typings leave out. */
const composites = rhea.message as unknown as {
  accepted(): OutcomeComposite;
  rejected(fields: { readonly error: { readonly condition: string; readonly description: string } }): OutcomeComposite;
};

/** Terminal delivery states in the form a disposition carries. */
export const outcomes = {
  accepted(): unknown {
    return composites.accepted().described();
  },

  rejected({ condition, message }: BrokerError): unknown {
    return composites.rejected({ error: { condition, description: message } }).described();
  },
} as const;
