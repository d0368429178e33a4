import type { Mode } from './find-modes.js';

/** A way from one language to another: one mode, or two through a pivot. */
export interface Route {
  readonly from: string;
  readonly to: string;
  readonly hops: readonly Mode[];
}

/** Pivots in the order in which they measured best; the Romance pairs are near enough to lose little. */
const PIVOTS = ['es', 'ca', 'pt', 'gl', 'fr', 'it', 'en', 'oc'];

const rank = (pivot: string): number => {
  const at = PIVOTS.indexOf(pivot);
  return at < 0 ? PIVOTS.length : at;
};

/** Every language that can be reached from every other in at most two hops, each by its best way; sorted. */
export function findRoutes(modes: readonly Mode[]): readonly Route[] {
  const routes = new Map<string, Route>();
  const offer = (route: Route): void => {
    const key = `${route.from} ${route.to}`;
    const known = routes.get(key);
    if (route.from !== route.to && (known === undefined || isBetter(route, known))) routes.set(key, route);
  };
  for (const mode of modes) {
    offer({ from: mode.from, to: mode.to, hops: [mode] });
    for (const next of modes) {
      const isSameLanguage = next.to.split('-')[0] === mode.from.split('-')[0];
      if (next.from === mode.to && !isSameLanguage) offer({ from: mode.from, to: next.to, hops: [mode, next] });
    }
  }
  return [...routes.values()].sort((a, b) => `${a.from} ${a.to}`.localeCompare(`${b.from} ${b.to}`, 'en'));
}

function isBetter(route: Route, known: Route): boolean {
  if (route.hops.length !== known.hops.length) return route.hops.length < known.hops.length;
  return route.hops.length === 2 && rank(route.hops[0]?.to ?? '') < rank(known.hops[0]?.to ?? '');
}

/** How the survey names a way: "eng-spa → es-fr". */
export function routePath(route: Route): string {
  return route.hops.map((mode) => mode.name).join(' → ');
}
