import { OBJECT_KINDS, type ObjectKind, UserError } from '../../catalogue/index.ts';
import { type AttributeSetting, type DataGalaxyConfig, nearestNames } from '../../config/index.ts';
import { attributeFacts, FACT_NAMES } from './facts.ts';
import type { TypeNames } from './wanted.ts';

/** How entries become objects. */
export interface Mapping {
  /** Name of the one source; without it every bucket is a source. */
  readonly source: string | undefined;
  readonly types: TypeNames;
  /** Names of the attributes that are sent, by kind, in the order of `WantedObject.attributes`. */
  readonly attributeNames: Readonly<Record<ObjectKind, readonly string[]>>;
  readonly facts: Readonly<Record<ObjectKind, ReturnType<typeof attributeFacts>>>;
}

/** The mapping of a configuration. Throws `datagalaxy/unknown-fact`. */
export function mappingOf({ source, types, attributes }: DataGalaxyConfig): Mapping {
  const unknown = (fact: string): never => {
    throw new UserError('datagalaxy/unknown-fact', {
      fact,
      nearest: nearestNames(fact, FACT_NAMES),
      known: FACT_NAMES,
    });
  };
  return {
    source,
    types,
    attributeNames: byKind((kind) => attributes[kind].map(({ name }: AttributeSetting) => name)),
    facts: byKind((kind) => attributeFacts(attributes[kind], unknown)),
  };
}

function byKind<T>(make: (kind: ObjectKind) => T): Readonly<Record<ObjectKind, T>> {
  // Every kind is in OBJECT_KINDS, so every key of the record is made.
  return Object.fromEntries(OBJECT_KINDS.map((kind) => [kind, make(kind)])) as Record<
    ObjectKind,
    T
  >;
}
