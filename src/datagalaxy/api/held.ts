import type { ObjectKind } from '../../catalogue/index.ts';
import { COLLECTIONS } from '../model/wanted.ts';
import type { Api } from './api.ts';
import { isFields, malformed, pagesOf } from './pages.ts';
import type { Target } from './target.ts';

/** An object that the workspace holds. */
export interface HeldObject {
  readonly id: string;
  readonly kind: ObjectKind;
  /** Technical names from the source down, and the type of each. */
  readonly names: readonly string[];
  readonly types: readonly string[];
  /** The name that people see. */
  readonly name: string;
  readonly attribute: (name: string) => unknown;
}

/**
 * All objects of a kind below a source (all sources without one), page by page, in the server's order, which is not
 * documented. One request for each `pageSize` of them.
 */
export async function* heldObjects(
  api: Api,
  target: Target,
  kind: ObjectKind,
  sourceId: string | undefined,
  withAttributes: boolean,
): AsyncGenerator<readonly HeldObject[], void, undefined> {
  const parameters = {
    versionId: target.versionId,
    ...(sourceId === undefined ? {} : { parentId: sourceId }),
    ...(withAttributes ? { includeAttributes: 'true' } : {}),
  };
  for await (const page of pagesOf(api, COLLECTIONS[kind], parameters)) {
    yield page.map((fields) => heldObject(api, kind, fields));
  }
}

function heldObject(
  api: Api,
  kind: ObjectKind,
  fields: Readonly<Record<string, unknown>>,
): HeldObject {
  const { id, path, typePath, name, attributes } = fields;
  if (typeof id !== 'string' || typeof path !== 'string' || typeof typePath !== 'string') {
    throw malformed(api, 'bad-result');
  }
  const names = path.replace(/^\\/, '').split('\\');
  return {
    id,
    kind,
    names,
    types: typePath.replace(/^\\/, '').split('\\'),
    name: typeof name === 'string' ? name : (names.at(-1) ?? ''),
    attribute: (wanted) =>
      (isFields(attributes) ? attributes[wanted] : undefined) ?? fields[wanted],
  };
}
