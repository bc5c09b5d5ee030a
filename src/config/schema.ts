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

/** Names of the properties that hold secrets (`writeOnly`). */
export function secretKeys(): ReadonlySet<string> {
  secrets ??= new Set(
    Object.values(configSchema().definitions ?? {}).flatMap(({ properties = {} }) =>
      Object.entries(properties).flatMap(([name, { writeOnly }]) => (writeOnly ? [name] : [])),
    ),
  );
  return secrets;
}
let secrets: ReadonlySet<string> | undefined;
