import type { Observation } from '../../catalogue/index.ts';
import { observe, type ParsedFile, valueLocation } from '../parsed-file.ts';
import { pointerTo } from '../pointer.ts';
import { normalisedPrefix } from '../prefix.ts';
import { child, children } from '../tree.ts';

/** A bucket that stands twice with the same prefix; with different prefixes it may. */
export function duplicateBuckets(file: ParsedFile): Observation[] {
  const defaultPrefix = child(child(file.tree.value, 'defaults'), 'prefix') ?? '';
  const first = new Map<string, string>();
  const found: Observation[] = [];
  for (const { value, pointer } of children(child(file.tree.value, 'buckets'), '/buckets')) {
    const name = child(value, 'name');
    const prefix = child(value, 'prefix') ?? defaultPrefix;
    if (typeof name !== 'string' || typeof prefix !== 'string') continue;
    const at = pointerTo(pointer, 'name');
    const identity = JSON.stringify([name, normalisedPrefix(prefix)]);
    const before = first.get(identity);
    if (before === undefined) {
      first.set(identity, at);
      continue;
    }
    found.push(
      observe(
        file,
        'config/duplicate-name',
        at,
        { kind: 'bucket', name, prefix: normalisedPrefix(prefix) },
        {
          related: [{ location: valueLocation(file, before), args: { role: 'first' } }],
        },
      ),
    );
  }
  return found;
}
