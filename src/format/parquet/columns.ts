import type { FieldType } from '../../catalogue/index.ts';
import type { SchemaChild, SchemaNode } from '../schema-tree.ts';
import { Undecodable } from '../undecodable.ts';
import type { SchemaElement } from './schema-elements.ts';

/**
 * The columns of a schema, its lists and maps read by the rules of parquet-format's LogicalTypes.md, those for older writers
 * among them. Throws `Undecodable` where the counts of children do not add up. O(elements).
 */
export function schemaTree(elements: readonly SchemaElement[]): Iterable<SchemaChild> {
  const next = subtreeEnds(elements);
  const childrenOf = (index: number): number[] => {
    const found: number[] = [];
    let at = index + 1;
    for (let i = 0; i < elements[index]!.children; i++) {
      found.push(at);
      at = next[at]!;
    }
    return found;
  };
  const childNodes = (index: number): SchemaChild[] =>
    childrenOf(index).map((child) => ({ name: elements[child]!.name, node: node(child) }));

  /** The element with its repetition: a repeated one without LIST above it is a list of its own. */
  const node = (index: number): SchemaNode =>
    elements[index]!.repeated ? { kind: 'list', element: () => once(index) } : once(index);

  /** The element, its repetition aside. */
  const once = (index: number): SchemaNode => {
    const element = elements[index]!;
    if (element.children === 0) return scalar(element);
    const repeated = element.children === 1 ? childrenOf(index)[0]! : undefined;
    if (repeated !== undefined && elements[repeated]!.repeated) {
      if (element.annotation?.nesting === 'list') {
        return { kind: 'list', element: () => listElement(element.name, repeated) };
      }
      const entry = elements[repeated]!.children;
      if (element.annotation?.nesting === 'map' && (entry === 1 || entry === 2)) {
        const [key, value] = childrenOf(repeated);
        // A map without values is a set of its keys.
        if (value === undefined) return { kind: 'list', element: () => node(key!) };
        return { kind: 'map', key: () => node(key!), value: () => node(value) };
      }
    }
    return record(index);
  };

  /**
   * The element of a list whose repeated child is given: that child itself where it is no group, has several fields or none, has a repeated
   * field, or is named as older writers did; its only field otherwise.
   */
  const listElement = (listName: string, repeated: number): SchemaNode => {
    const { name, children } = elements[repeated]!;
    const only = childrenOf(repeated)[0];
    if (
      children !== 1 ||
      only === undefined ||
      elements[only]!.repeated ||
      name === 'array' ||
      name === `${listName}_tuple`
    ) {
      return once(repeated);
    }
    return node(only);
  };

  const record = (index: number): SchemaNode => ({
    kind: 'record',
    native: 'group',
    children: () => childNodes(index),
  });
  return childNodes(0);
}

/**
 * For each element the index after its subtree. From the last to the first: when an element's turn comes its children's ends are known, and
 * each element is stepped over once, by its parent.
 */
function subtreeEnds(elements: readonly SchemaElement[]): Int32Array {
  const next = new Int32Array(elements.length);
  for (let index = elements.length - 1; index >= 0; index--) {
    let at = index + 1;
    for (let i = 0; i < elements[index]!.children; i++) {
      if (at >= elements.length) throw new Undecodable('schema');
      at = next[at]!;
    }
    next[index] = at;
  }
  return next;
}

const PHYSICAL_TYPES: Readonly<Record<string, FieldType>> = {
  BOOLEAN: 'boolean',
  INT32: 'integer',
  INT64: 'integer',
  INT96: 'datetime',
  FLOAT: 'number',
  DOUBLE: 'number',
};

function scalar({ physical, annotation }: SchemaElement): SchemaNode {
  const native = [physical ?? 'group', annotation?.text].filter((word) => word !== undefined);
  if (annotation?.unknown === true) return { kind: 'scalar', native: native.join(' ') };
  const type = annotation?.type ?? PHYSICAL_TYPES[physical ?? ''] ?? 'string';
  return { kind: 'scalar', type, native: native.join(' ') };
}
