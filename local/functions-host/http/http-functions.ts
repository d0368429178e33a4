import { findTrigger } from '../worker/find-trigger.js';
import type { RegisteredFunction } from '../worker/function-registry.js';
import { compileRoute, type RouteTemplate } from './route-template.js';

/** A function with an HTTP trigger, ready to be matched. */
export interface HttpFunction {
  readonly name: string;
  readonly methods: ReadonlySet<string>;
  readonly route: RouteTemplate;
  /** Whether a caller must show the key, when the host has one. */
  readonly needsKey: boolean;
}

/**
 * The HTTP functions of the app in the order in which routes are tried.
 *
 * @param routePrefix Path before every route, without slashes at its ends; empty for none.
 * @throws Error for a route template that ASP.NET would not accept.
 */
export function httpFunctions(functions: Iterable<RegisteredFunction>, routePrefix: string): readonly HttpFunction[] {
  const found: HttpFunction[] = [];
  for (const { metadata } of functions) {
    const { type, options } = findTrigger(metadata);
    if (type !== 'httptrigger') continue;
    const route = typeof options['route'] === 'string' ? options['route'] : metadata.name;
    const methods = Array.isArray(options['methods'])
      ? options['methods'].map((method) => String(method).toUpperCase())
      : [];
    found.push({
      name: metadata.name,
      methods: new Set(methods),
      route: compileRoute(`${routePrefix}/${route}`),
      needsKey: String(options['authLevel'] ?? 'function').toLowerCase() !== 'anonymous',
    });
  }
  return found.sort((a, b) => (a.route.precedence < b.route.precedence ? -1 : 1));
}
