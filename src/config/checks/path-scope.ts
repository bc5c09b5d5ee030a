import type { Observation } from '../../catalogue/index.ts';
import { observe, type ParsedFile, placeAt } from '../parsed-file.ts';
import { type PathScope, pathInside } from '../paths.ts';
import { pointerTo } from '../pointer.ts';
import { SNAPSHOT_NAME } from '../resolve.ts';
import { child, children } from '../tree.ts';

/** Paths that lead out of the repository without coming from a variable, by `..`, from the root or through a link. */
export function escapingPaths(file: ParsedFile, scope: PathScope): Observation[] {
  const root = file.tree.value;
  const named = [
    ...children(child(root, 'endpoints'), '/endpoints').map((item) => ({
      ...item,
      name: 'caFile',
    })),
    ...children(child(root, 'auth'), '/auth').map((item) => ({ ...item, name: 'tokenFile' })),
    { value: child(root, 'datagalaxy'), pointer: '/datagalaxy', name: 'caFile' },
    { value: root, pointer: '', name: 'snapshot' },
  ];
  return named.flatMap(({ value, pointer, name }) => {
    const text = child(value, name) ?? (name === 'snapshot' ? SNAPSHOT_NAME : undefined);
    if (typeof text !== 'string') return [];
    const at = pointerTo(pointer, name);
    if (pathInside(scope, text, placeAt(file, at)) !== undefined) return [];
    return [observe(file, 'config/schema', at, { reason: 'outside-repository' })];
  });
}
