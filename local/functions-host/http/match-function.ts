import type { HttpFunction } from './http-functions.js';

/** A function and the values of its route's parameters. */
export interface MatchedFunction {
  readonly target: HttpFunction;
  readonly params: Readonly<Record<string, string>>;
}

/** The function that answers a method and a path; undefined when none does, also for a wrong method, as on Azure. */
export function matchFunction(
  functions: readonly HttpFunction[],
  { method, path }: { readonly method: string; readonly path: string },
): MatchedFunction | undefined {
  for (const target of functions) {
    const params = target.methods.has(method) ? target.route.match(path) : undefined;
    if (params) return { target, params };
  }
  return undefined;
}
