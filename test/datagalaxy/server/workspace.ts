import { randomUUID } from 'node:crypto';

export type Kind = 'source' | 'container' | 'structure' | 'field';

/** A node of the dictionary. `children` is keyed by type and technical name: two of one name may differ in type. */
export interface Node {
  readonly id: string;
  readonly kind: Kind;
  readonly type: string;
  name: string;
  technicalName: string;
  readonly parent: Node | undefined;
  readonly children: Map<string, Node>;
  attributes: Record<string, unknown>;
}

export interface TypeRules {
  /** Types by kind that the tenant knows. */
  readonly source: readonly string[];
  readonly container: readonly string[];
  readonly structure: readonly string[];
  readonly field: readonly string[];
}

export const USUAL_TYPES: TypeRules = {
  source: ['Relational', 'NonRelational', 'NoSql', 'TagBase'],
  container: ['Model', 'Directory', 'Equipment'],
  structure: ['Table', 'View', 'File', 'Document', 'Tag'],
  field: ['Column', 'Field'],
};

export interface BulkResult {
  total: number;
  created: number;
  updated: number;
  deleted: number;
  unchanged: number;
}

/** A tree as JSON sends it. */
export interface Sent {
  readonly name?: unknown;
  readonly technicalName?: unknown;
  readonly type?: unknown;
  readonly children?: unknown;
  readonly [attribute: string]: unknown;
}

/** What the server refuses, with the status it does so with. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** One version of a workspace: the objects of its dictionary, and what can be done to them. */
export class Dictionary {
  readonly versionId: string = randomUUID();
  readonly nodes = new Map<string, Node>();
  readonly sources = new Map<string, Node>();
  private readonly types: TypeRules;
  private readonly maxObjects: number;
  private nextId = 1;
  /** Lists as they were asked for since the last change. */
  private readonly lists = new Map<string, Node[]>();

  constructor(types: TypeRules, maxObjects: number) {
    this.types = types;
    this.maxObjects = maxObjects;
  }

  /** Upserts a tree whose root is a source. All or nothing: it is checked before anything is changed. */
  bulktree(root: Sent): BulkResult {
    if (!Array.isArray(root.children) || root.children.length === 0) {
      throw new Refused(400, 'A source needs children');
    }
    const total = this.check(root, 'source');
    if (total > this.maxObjects) throw new Refused(400, `More than ${this.maxObjects} entities`);
    this.lists.clear();
    const result = { total: 0, created: 0, updated: 0, deleted: 0, unchanged: 0 };
    this.upsert(root, undefined, this.sources, result);
    return result;
  }

  /** Sets the given members and no others. */
  update(kind: Kind, id: string, sent: Sent): Node {
    const node = this.nodes.get(id);
    if (node === undefined || node.kind !== kind) throw new Refused(404, `No ${kind} with this id`);
    this.lists.clear();
    const { name, technicalName, type: _, children: __, ...attributes } = sent;
    if (typeof technicalName === 'string' && technicalName !== node.technicalName) {
      const siblings = node.parent?.children ?? this.sources;
      if (siblings.has(keyOf(node.type, technicalName))) {
        throw new Refused(409, 'An object with this technical name exists');
      }
      siblings.delete(keyOf(node.type, node.technicalName));
      node.technicalName = technicalName;
      siblings.set(keyOf(node.type, technicalName), node);
    }
    if (typeof name === 'string') node.name = name;
    Object.assign(node.attributes, attributes);
    return node;
  }

  /** Deletes objects of a kind with all that lies in them. Refuses, and deletes nothing, when one is not there. */
  deleteAll(kind: Kind, ids: readonly unknown[]): number {
    const found = ids.map((id) => {
      const node = this.nodes.get(String(id));
      if (node === undefined || node.kind !== kind)
        throw new Refused(404, `No ${kind} with id ${id}`);
      return node;
    });
    this.lists.clear();
    let deleted = 0;
    for (const node of found) {
      (node.parent?.children ?? this.sources).delete(keyOf(node.type, node.technicalName));
      deleted += this.forget(node);
    }
    return deleted;
  }

  list(kind: Kind, parentId: string | undefined): Node[] {
    const parent = parentId === undefined ? undefined : this.nodes.get(parentId);
    if (parentId !== undefined && parent === undefined) throw new Refused(404, 'No such parent');
    const key = `${kind} ${parentId}`;
    const known = this.lists.get(key);
    if (known !== undefined) return known;
    const found: Node[] = [];
    this.lists.set(key, found);
    const visit = (children: Iterable<Node>): void => {
      for (const node of children) {
        if (node.kind === kind) found.push(node);
        visit(node.children.values());
      }
    };
    visit(parent === undefined ? this.sources.values() : parent.children.values());
    return found;
  }

  private check(sent: Sent, kind: Kind): number {
    if (typeof sent.name !== 'string' || sent.name === '')
      throw new Refused(400, 'name is mandatory');
    const { type, children = [] } = sent;
    if (typeof type !== 'string' || !this.types[kind].includes(type)) {
      throw new Refused(400, `Unknown ${kind} type ${String(type)}`);
    }
    if (technicalNameOf(sent).includes('\\'))
      throw new Refused(400, 'A technical name holds no \\');
    if (!Array.isArray(children)) throw new Refused(400, 'children is a list');
    let total = 1;
    for (const child of children as Sent[]) total += this.check(child, this.kindOf(child, kind));
    return total;
  }

  private kindOf(child: Sent, parent: Kind): Kind {
    const kinds = (['container', 'structure', 'field'] as const).filter((kind) =>
      this.types[kind].includes(String(child.type)),
    );
    const [kind] = kinds;
    if (kind === undefined) throw new Refused(400, `Unknown type ${String(child.type)}`);
    const fits = parent === 'structure' ? kind === 'field' : parent !== 'field' && kind !== 'field';
    if (!fits) throw new Refused(400, `A ${kind} cannot stand in a ${parent}`);
    return kind;
  }

  private upsert(
    sent: Sent,
    parent: Node | undefined,
    siblings: Map<string, Node>,
    result: BulkResult,
  ): void {
    const { name, technicalName: _, type, children = [], ...attributes } = sent;
    const technicalName = technicalNameOf(sent);
    const key = keyOf(String(type), technicalName);
    result.total += 1;
    let node = siblings.get(key);
    if (node === undefined) {
      node = {
        id: `${this.versionId}:${(this.nextId++).toString(16).padStart(12, '0')}`,
        kind: parent === undefined ? 'source' : this.kindOf(sent, parent.kind),
        type: String(type),
        name: String(name),
        technicalName,
        parent,
        children: new Map(),
        attributes,
      };
      siblings.set(key, node);
      this.nodes.set(node.id, node);
      result.created += 1;
    } else {
      const before = JSON.stringify([node.name, node.attributes]);
      node.name = String(name);
      Object.assign(node.attributes, attributes);
      const isSame = before === JSON.stringify([node.name, node.attributes]);
      result[isSame ? 'unchanged' : 'updated'] += 1;
    }
    for (const child of children as Sent[]) this.upsert(child, node, node.children, result);
  }

  private forget(node: Node): number {
    let count = this.nodes.delete(node.id) ? 1 : 0;
    for (const child of node.children.values()) count += this.forget(child);
    return count;
  }
}

const keyOf = (type: string, technicalName: string): string => `${type}\0${technicalName}`;

const technicalNameOf = ({ name, technicalName }: Sent): string =>
  typeof technicalName === 'string' && technicalName !== '' ? technicalName : String(name);

/** A node's path by technical names, and its types. */
export function placeOf(node: Node): { readonly path: string; readonly typePath: string } {
  let path = '';
  let typePath = '';
  for (let at: Node | undefined = node; at !== undefined; at = at.parent) {
    path = `\\${at.technicalName}${path}`;
    typePath = `\\${at.type}${typePath}`;
  }
  return { path, typePath };
}
