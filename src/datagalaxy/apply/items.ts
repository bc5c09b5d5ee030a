import type { ObjectKind } from '../../catalogue/index.ts';
import type { Mapping } from '../model/mapping.ts';
import type { AttributeValue, WantedObject } from '../model/wanted.ts';
import { type BatchItem, batchItem } from './batch.ts';

/** Members of a JSON object as text. */
function members(
  name: string,
  technicalName: string,
  type: string,
  more: readonly (readonly [string, AttributeValue])[] = [],
): string {
  let text = `"name":${JSON.stringify(name)},"technicalName":${JSON.stringify(technicalName)},"type":${JSON.stringify(type)}`;
  for (const [key, value] of more) text += `,${JSON.stringify(key)}:${JSON.stringify(value)}`;
  return text;
}

/** A wanted object with everything of it that is ours, under the name that people gave it if they did. */
export function wantedItem(
  object: WantedObject,
  keptName: string | undefined,
  mapping: Mapping,
): BatchItem {
  const { depth, kind, technicalName } = object;
  const name = object.name ?? keptName ?? technicalName;
  const stub = members(name, technicalName, mapping.types[kind]);
  const attributes = object.attributes.flatMap((value, i) =>
    value === undefined ? [] : [[mapping.attributeNames[kind][i] as string, value] as const],
  );
  if (attributes.length === 0) return batchItem(depth, stub);
  return batchItem(depth, members(name, technicalName, mapping.types[kind], attributes), stub);
}

/** An object that the workspace holds: marked obsolete, or as a mere way to one that is. */
export function heldItem(
  depth: number,
  kind: ObjectKind,
  names: { readonly name: string; readonly technicalName: string },
  mapping: Mapping,
  isObsolete: boolean,
): BatchItem {
  const stub = members(names.name, names.technicalName, mapping.types[kind]);
  return isObsolete
    ? batchItem(depth, `${stub},"status":"Obsolete"`, stub)
    : batchItem(depth, stub);
}
