import { isAlias, isMap, isScalar, isSeq, type Scalar } from 'yaml';
import { type Environment, type Interpolated, interpolate } from './interpolate.ts';
import type { ConfigLimits } from './limits.ts';
import { pointerTo } from './pointer.ts';
import type { Span } from './source-text.ts';
import type { YamlText } from './yaml-text.ts';

/** What a document holds, variables replaced. Maps have no prototype, so that no key of theirs means anything. */
export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain };

/** Where a value stands and where it came from. An alias gives the place of what it stands for. */
export interface Place {
  readonly value: Span;
  /** The key that holds it; absent in lists and at the root. */
  readonly key?: Span;
  /** For values that are no list, map or nothing. `raw` is the value before variables. */
  readonly scalar?: {
    readonly type: 'string' | 'number' | 'boolean';
    readonly style: 'plain' | 'single' | 'double' | 'block';
    readonly raw: string;
  };
  /** For strings with variables. */
  readonly interpolated?: Interpolated;
  /** Left out of the value: a map's value that its variables made empty counts as absent. */
  readonly leftOut?: boolean;
}

export interface TreeProblem {
  readonly reason:
    | 'unresolved-alias'
    | 'circular-alias'
    | 'unknown-tag'
    | 'too-many-nodes'
    | 'too-deep';
  readonly span: Span;
}

export interface DuplicateKey {
  readonly pointer: string;
  readonly name: string;
  readonly first: Span;
  readonly again: Span;
}

/** A document as plain values, every one with its place by JSON Pointer. */
export interface Tree {
  readonly value: Plain;
  readonly places: ReadonlyMap<string, Place>;
  readonly problems: readonly TreeProblem[];
  readonly duplicates: readonly DuplicateKey[];
}

/**
 * Turns nodes into values. Aliases are expanded, at most `maxNodes` nodes in all; what is past a limit is `null` with a
 * problem. O(expanded nodes).
 */
export function makeTree({ doc }: YamlText, env: Environment, limits: ConfigLimits): Tree {
  const places = new Map<string, Place>();
  const problems: TreeProblem[] = [];
  const duplicates: DuplicateKey[] = [];
  const anchors = new Map<string, unknown>();
  const open = new Set<unknown>();
  let nodes = 0;

  const problem = (reason: TreeProblem['reason'], span: Span): null => {
    problems.push({ reason, span });
    return null;
  };

  const visit = (node: unknown, pointer: string, key: Span | undefined, depth: number): Plain => {
    const at = spanOf(node) ?? key ?? [0, 0];
    const place = { value: at, ...(key && { key }) };
    places.set(pointer, place);
    nodes += 1;
    if (nodes > limits.maxNodes) {
      return nodes === limits.maxNodes + 1 ? problem('too-many-nodes', at) : null;
    }
    if (depth > limits.maxDepth) return problem('too-deep', at);
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target === undefined) return problem('unresolved-alias', at);
      if (open.has(target)) return problem('circular-alias', at);
      return visit(target, pointer, key, depth + 1);
    }
    if (isScalar(node)) {
      if (node.anchor) anchors.set(node.anchor, node);
      return scalarValue(node, pointer, place);
    }
    if (!isMap(node) && !isSeq(node)) return null;
    if (node.anchor) anchors.set(node.anchor, node);
    open.add(node);
    const value = isMap(node)
      ? mapValue(node.items, pointer, depth)
      : node.items.map((item, i) => visit(item, pointerTo(pointer, i), undefined, depth + 1));
    open.delete(node);
    return value;
  };

  const scalarValue = (node: Scalar, pointer: string, place: Place): Plain => {
    const { value } = node;
    if (typeof value === 'string') {
      const interpolated = interpolate(value, env);
      places.set(pointer, {
        ...place,
        scalar: { type: 'string', style: styleOf(node), raw: value },
        ...(interpolated.origin !== 'literal' && { interpolated }),
      });
      return interpolated.text;
    }
    if (value === null) return value;
    if (typeof value === 'number' || typeof value === 'boolean') {
      const type = typeof value === 'number' ? 'number' : 'boolean';
      const scalar = { type, style: styleOf(node), raw: String(value) } as const;
      places.set(pointer, { ...place, scalar });
      return value;
    }
    return problem('unknown-tag', place.value);
  };

  const mapValue = (
    items: readonly { readonly key: unknown; readonly value: unknown }[],
    pointer: string,
    depth: number,
  ): Plain => {
    const map: { [key: string]: Plain } = Object.create(null);
    const seen = new Map<string, Span>();
    for (const { key, value } of items) {
      // A key that is not a string is in the parser's own problems.
      if (!isScalar(key) || typeof key.value !== 'string') continue;
      const name = key.value;
      const span = spanOf(key) ?? [0, 0];
      const first = seen.get(name);
      if (first !== undefined) {
        duplicates.push({ pointer, name, first, again: span });
        continue;
      }
      seen.set(name, span);
      const below = pointerTo(pointer, name);
      const result = visit(value, below, span, depth + 1);
      const place = places.get(below);
      if (result === '' && place?.interpolated && place.interpolated.missing.length === 0) {
        places.set(below, { ...place, leftOut: true });
      } else {
        map[name] = result;
      }
    }
    return map;
  };

  const value = visit(doc.contents, '', undefined, 0);
  return { value, places, problems, duplicates };
}

function spanOf(node: unknown): Span | undefined {
  if (!isScalar(node) && !isMap(node) && !isSeq(node) && !isAlias(node)) return undefined;
  return node.range ? [node.range[0], node.range[1]] : undefined;
}

function styleOf(node: Scalar): 'plain' | 'single' | 'double' | 'block' {
  if (node.type === 'QUOTE_DOUBLE') return 'double';
  if (node.type === 'QUOTE_SINGLE') return 'single';
  return node.type === 'PLAIN' ? 'plain' : 'block';
}

/** The value of `key` where the value is a map that has it. */
export function child(value: Plain | undefined, key: string): Plain | undefined {
  return isPlainMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The members of a map or list with their pointers; none of any other value. */
export function children(
  value: Plain | undefined,
  pointer: string,
): { readonly key: string; readonly value: Plain; readonly pointer: string }[] {
  if (value === undefined || value === null || typeof value !== 'object') return [];
  return Object.entries(value).map(([key, member]) => ({
    key,
    value: member,
    pointer: pointerTo(pointer, key),
  }));
}

export function isPlainMap(value: Plain | undefined): value is { [key: string]: Plain } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
