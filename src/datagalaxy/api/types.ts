import { type ObjectKind, UserError } from '../../catalogue/index.ts';
import { nearestNames } from '../../config/index.ts';
import { COLLECTIONS, type TypeNames } from '../model/wanted.ts';
import type { Api } from './api.ts';
import { isFields } from './pages.ts';

/** Throws `datagalaxy/type-refused` when the tenant does not know the type of a kind. One request a kind. */
export async function requireTypes(
  api: Api,
  types: TypeNames,
  kinds: Iterable<ObjectKind>,
): Promise<void> {
  for (const kind of kinds) {
    const known = typeNames(await api.get(`${COLLECTIONS[kind]}/types`));
    // Of a list that cannot be read nothing is concluded: the import itself will tell.
    if (known.length === 0 || known.includes(types[kind])) continue;
    const nearest = nearestNames(types[kind], known);
    throw new UserError('datagalaxy/type-refused', { kind, type: types[kind], nearest, known });
  }
}

/** A list of names, or of definitions that each hold one: the documents do not show the form. */
function typeNames(answer: unknown): string[] {
  const list: unknown = isFields(answer) ? answer['results'] : answer;
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    const name = isFields(item) ? (item['type'] ?? item['name'] ?? item['technicalName']) : item;
    return typeof name === 'string' ? [name] : [];
  });
}
