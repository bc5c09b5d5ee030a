import type { Observation } from '../../catalogue/index.ts';
import { nearestNames } from '../nearest.ts';
import { observe, type ParsedFile, placeAt, shownText } from '../parsed-file.ts';
import { pointerTo } from '../pointer.ts';
import { child, children, isPlainMap, type Plain } from '../tree.ts';

const KINDS = [
  { kind: 'auth', section: 'auth' },
  { kind: 'endpoint', section: 'endpoints' },
] as const;

interface Reference {
  readonly name: string;
  readonly pointer: string;
}

/** Names that no section declares, and declared names that nothing refers to. */
export function references(file: ParsedFile): Observation[] {
  const root = file.tree.value;
  const found: Observation[] = [];
  for (const { kind, section } of KINDS) {
    const declared = child(root, section);
    // A section of the wrong type has its own error; its names are not known.
    if (declared !== undefined && !isPlainMap(declared)) continue;
    const names = Object.keys(declared ?? {});
    const used = new Set<string>();
    const meant = new Set<string>();
    for (const { name, pointer } of referencesTo(root, kind)) {
      used.add(name);
      if (names.includes(name)) continue;
      const shown = shownText(file, pointer, name) ?? '';
      const nearest = nearestNames(shown, names);
      for (const near of nearest) meant.add(near);
      const args = { kind, name: shown, nearest, declared: names };
      found.push(observe(file, 'config/dangling-reference', pointer, args));
    }
    // A name that a misspelt reference meant is used.
    for (const name of names.filter((name) => !used.has(name) && !meant.has(name))) {
      const pointer = pointerTo(`/${section}`, name);
      found.push(observe(file, 'config/unused', pointer, { kind, name }, { part: 'key' }));
    }
  }
  return [...found, ...unusedTokens(file)];
}

function referencesTo(root: Plain, kind: 'auth' | 'endpoint'): Reference[] {
  const holders = [
    { value: child(root, 'defaults'), pointer: '/defaults' },
    ...children(child(root, 'buckets'), '/buckets'),
  ];
  return holders.flatMap(({ value, pointer }) => {
    const name = child(value, kind);
    return typeof name === 'string' ? [{ name, pointer: pointerTo(pointer, kind) }] : [];
  });
}

/** A token counts as used when its name is a word inside braces of some mask. O(text of the masks). */
function unusedTokens(file: ParsedFile): Observation[] {
  const tokens = child(file.tree.value, 'tokens');
  if (!isPlainMap(tokens)) return [];
  const words = new Set<string>();
  for (const pointer of maskPointers(file)) {
    const raw =
      placeAt(file, pointer)?.interpolated?.text ?? placeAt(file, pointer)?.scalar?.raw ?? '';
    for (const braces of raw.match(/\{[^{}]*\}/g) ?? []) {
      for (const word of braces.match(/[\w-]+/g) ?? []) words.add(word);
    }
  }
  return Object.keys(tokens)
    .filter((name) => !words.has(name))
    .map((name) =>
      observe(
        file,
        'config/unused',
        pointerTo('/tokens', name),
        { kind: 'token', name },
        {
          part: 'key',
        },
      ),
    );
}

/** Pointers of all mask texts, excludes and those of `defaults` included, in document order. */
export function maskPointers(file: ParsedFile): string[] {
  return maskLists(file).flat();
}

/** The same, list by list: that of `defaults`, then one for each bucket. */
export function maskLists(file: ParsedFile): string[][] {
  const root = file.tree.value;
  const owners = [
    { value: child(root, 'defaults'), pointer: '/defaults' },
    ...children(child(root, 'buckets'), '/buckets'),
  ];
  return owners.map((owner) => {
    const masks = children(child(owner.value, 'masks'), pointerTo(owner.pointer, 'masks'));
    return masks.flatMap(({ value, pointer }) => {
      if (typeof value === 'string') return [pointer];
      const key = ['exclude', 'mask'].find((name) => typeof child(value, name) === 'string');
      return key === undefined ? [] : [pointerTo(pointer, key)];
    });
  });
}
