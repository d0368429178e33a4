import fc from 'fast-check';

/** A step of the sample orchestrator `program`; `key` and `name` are made unique per run. */
export type Step =
  | { readonly kind: 'activity'; readonly value: number }
  | {
      readonly kind: 'retry';
      readonly attempts: number;
      readonly call: { readonly value: number; readonly failTimes: number; readonly key: string };
    }
  | { readonly kind: 'timer'; readonly ms: number }
  | { readonly kind: 'event'; readonly name: string }
  | { readonly kind: 'signal' | 'entity'; readonly key: string }
  | { readonly kind: 'child'; readonly steps: readonly Step[] }
  | { readonly kind: 'all' | 'any'; readonly branches: readonly Step[] };

const value = fc.nat(99);
const activity = fc.record({ kind: fc.constant('activity' as const), value });
const timer = fc.record({ kind: fc.constant('timer' as const), ms: fc.integer({ min: 1, max: 5000 }) });
const event = fc.record({ kind: fc.constant('event' as const), name: fc.constant('') });
const retry = fc.record({
  kind: fc.constant('retry' as const),
  attempts: fc.integer({ min: 1, max: 4 }),
  call: fc.record({ value, failTimes: fc.nat(4), key: fc.constant('') }),
});
const entity = fc.record({
  kind: fc.constantFrom('signal' as const, 'entity' as const),
  key: fc.constantFrom('x', 'y'),
});

const { step } = fc.letrec<{ nested: Step; step: Step }>((tie) => ({
  // Retries stay outside of Task.all and Task.any: mixing them is a known trap with its own test.
  nested: fc.oneof(
    { depthSize: 'small' },
    activity,
    timer,
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      branches: fc.array(tie('nested'), { minLength: 1, maxLength: 4 }),
    }),
  ),
  step: fc.oneof(
    { depthSize: 'small' },
    activity,
    timer,
    event,
    retry,
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      branches: fc.array(tie('nested'), { minLength: 1, maxLength: 4 }),
    }),
    fc.record({
      kind: fc.constant('child' as const),
      steps: fc.array(fc.oneof(activity, timer, retry), { maxLength: 3 }),
    }),
  ),
}));

/** A program: steps awaited one after the other. */
export const programArbitrary: fc.Arbitrary<readonly Step[]> = fc.array(fc.oneof(step, entity), { maxLength: 8 });

/** The program with keys and event names that no other run uses. */
export function withUniqueNames(steps: readonly Step[], prefix: string): readonly Step[] {
  return steps.map((each, index): Step => {
    const id = `${prefix}-${index}`;
    switch (each.kind) {
      case 'retry':
        return { ...each, call: { ...each.call, key: id } };
      case 'event':
        return { ...each, name: id };
      case 'signal':
      case 'entity':
        return { ...each, key: `${prefix}-${each.key}` };
      case 'child':
        return { ...each, steps: withUniqueNames(each.steps, id) };
      default:
        return each;
    }
  });
}

/** The events a program waits for, in its order. */
export function eventNames(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((each) => (each.kind === 'event' ? [each.name] : []));
}

/** What the program's orchestrator returns. */
export function expectedResults(steps: readonly Step[]): readonly unknown[] {
  const signals = new Map<string, number>();
  return steps.flatMap((each) => {
    if (each.kind === 'entity') return [signals.get(each.key) ?? 0];
    if (each.kind !== 'signal') return [resultOf(each)];
    signals.set(each.key, (signals.get(each.key) ?? 0) + 1);
    return [];
  });
}

function resultOf(step: Step): unknown {
  switch (step.kind) {
    case 'activity':
      return step.value;
    case 'retry':
      return step.call.failTimes < step.attempts ? step.call.value : 'failed';
    case 'event':
      return step.name;
    case 'child':
      return expectedResults(step.steps);
    case 'any':
      return 'any';
    case 'all':
      return step.branches.map(resultOf);
    default:
      return null;
  }
}
