import { decodePathSegment } from './decode-path-segment.js';
import { type RouteConstraint, routeConstraint } from './route-constraint.js';

/** A route of a function, compiled. */
export interface RouteTemplate {
  /** Sorts routes: the smaller one wins where several match. */
  readonly precedence: string;
  /** The values of the parameters in a path without query, or undefined when the path is another route's. */
  match(path: string): Readonly<Record<string, string>> | undefined;
}

interface RouteParameter {
  readonly name: string;
  readonly isCatchAll: boolean;
  readonly isOptional: boolean;
  readonly constraints: readonly RouteConstraint[];
  readonly defaultValue: string | undefined;
}

type RoutePart = { readonly literal: string } | { readonly parameter: RouteParameter };

/** Stand for doubled braces while a template is taken apart; they occur in no URL. */
const ESCAPED_OPEN = '\u0001';
const ESCAPED_CLOSE = '\u0002';

/**
 * Compiles an ASP.NET route template: `{name}`, `{name?}`, `{name=value}`, `{*rest}`, `{name:int:range(1,9)}`, also
 * several parts in one segment (`{name}.{extension}`). Braces in a regular expression are doubled.
 * https://learn.microsoft.com/aspnet/core/fundamentals/routing#route-templates
 *
 * @throws Error for a constraint that does not exist.
 */
export function compileRoute(template: string): RouteTemplate {
  const escaped = template.replaceAll('{{', ESCAPED_OPEN).replaceAll('}}', ESCAPED_CLOSE);
  const segments = splitSegments(escaped).map(parseSegment);
  const parameters = segments.flat().flatMap((part) => ('parameter' in part ? [part.parameter] : []));
  const pattern = new RegExp(`^${segments.map(segmentPattern).join('')}/?$`, 'i');
  return {
    precedence: segments.map(segmentPrecedence).join(''),
    match: (path) => {
      const groups = pattern.exec(path)?.slice(1);
      return groups && readParameters(parameters, groups);
    },
  };
}

/** Splits at slashes outside of braces: a regular expression constraint may contain some. */
function splitSegments(template: string): readonly string[] {
  return template.match(/(?:\{(?:[^{}]|\{[^{}]*\})*\}|[^/{])+/g) ?? [];
}

function parseSegment(segment: string): readonly RoutePart[] {
  const parts = segment.match(/\{(?:[^{}]|\{[^{}]*\})*\}|[^{]+/g) ?? [];
  return parts.map((part) =>
    part.startsWith('{') ? { parameter: parseParameter(part.slice(1, -1)) } : { literal: part },
  );
}

function parseParameter(text: string): RouteParameter {
  const [, stars = '', name = '', constraints = '', , value, question] =
    /^(\*{0,2})([^:=?]+)((?::[^:=?(]+(?:\((?:[^()]|\([^()]*\))*\))?)*)(=(.*?))?(\?)?$/.exec(text) ?? [];
  if (name === '') throw new Error(`'{${text}}' is not a route parameter.`);
  return {
    name,
    isCatchAll: stars !== '',
    isOptional: question !== undefined || stars !== '' || value !== undefined,
    constraints: (constraints.match(/:[^:(]+(?:\((?:[^()]|\([^()]*\))*\))?/g) ?? []).map((each) =>
      routeConstraint(unescapeBraces(each.slice(1))),
    ),
    defaultValue: value,
  };
}

function segmentPattern(parts: readonly RoutePart[]): string {
  const [only] = parts;
  if (parts.length === 1 && only && 'parameter' in only) {
    const capture = only.parameter.isCatchAll ? '(.*)' : '([^/]+)';
    return only.parameter.isOptional ? `(?:/${capture})?` : `/${capture}`;
  }
  return `/${parts.map((part) => ('literal' in part ? escapeRegExp(unescapeBraces(part.literal)) : '([^/]+)')).join('')}`;
}

/** ASP.NET's inbound precedence of a segment: literals first, catch-alls last, constrained before unconstrained. */
function segmentPrecedence(parts: readonly RoutePart[]): string {
  const [only] = parts;
  if (parts.length > 1) return '2';
  if (!only || 'literal' in only) return '1';
  const { isCatchAll, constraints } = only.parameter;
  if (isCatchAll) return constraints.length > 0 ? '4' : '5';
  return constraints.length > 0 ? '2' : '3';
}

function readParameters(
  parameters: readonly RouteParameter[],
  groups: readonly (string | undefined)[],
): Readonly<Record<string, string>> | undefined {
  const values: Record<string, string> = {};
  for (const [index, { name, constraints, defaultValue }] of parameters.entries()) {
    const group = groups[index];
    const value = group === undefined ? defaultValue : decodePathSegment(group);
    if (value === undefined || value === '') continue;
    if (!constraints.every((isMet) => isMet(value))) return undefined;
    values[name] = value;
  }
  return values;
}

function unescapeBraces(text: string): string {
  return text.replaceAll(ESCAPED_OPEN, '{').replaceAll(ESCAPED_CLOSE, '}');
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
