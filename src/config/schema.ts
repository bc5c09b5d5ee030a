import { readFileSync } from 'node:fs';

/** The part of JSON Schema that the configuration's schema is written in. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly writeOnly?: boolean;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly type?: string;
  readonly properties?: { readonly [name: string]: SchemaNode };
  readonly definitions?: { readonly [name: string]: SchemaNode };
  readonly oneOf?: readonly SchemaNode[];
  readonly additionalProperties?: boolean | SchemaNode;
}

/** `schemas/config.schema.json`, the one definition of the shape; two folders up from `src/config` and `dist/config` alike. */
export function configSchema(): SchemaNode {
  loaded ??= JSON.parse(
    readFileSync(new URL('../../schemas/config.schema.json', import.meta.url), 'utf8'),
    // The file is ours and a test validates it against the meta-schema.
  ) as SchemaNode;
  return loaded;
}
let loaded: SchemaNode | undefined;

/** Names of the properties that hold secrets (`writeOnly`). O(schema). */
export function secretKeys(): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { properties = {} } of Object.values(configSchema().definitions ?? {})) {
    for (const [name, node] of Object.entries(properties)) if (node.writeOnly) names.add(name);
  }
  return names;
}
