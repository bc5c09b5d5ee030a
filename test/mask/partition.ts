import { compileMasks, parseMask } from '../../src/mask/index.ts';

/** Which dataset a list of masks gives to a key; undefined where none takes it. Throws for a mask that does not parse. */
export function datasetsOf(masks: readonly string[]): (key: string) => string | undefined {
  const set = compileMasks(
    masks.map((text) => {
      const { mask, problems } = parseMask(text);
      if (mask === undefined) throw new Error(`${text}: ${JSON.stringify(problems)}`);
      return { kind: 'mask', mask };
    }),
  );
  const matcher = set.matcher();
  return (key) => {
    const bytes = new TextEncoder().encode(key);
    const winner = matcher.match(bytes, 0, bytes.length);
    return winner < 0 ? undefined : set.datasetOf(winner, bytes);
  };
}

export interface Agreement {
  /** Datasets of the reference that the proposals take apart, and datasets of the proposals that hold several of them. */
  readonly split: number;
  readonly merged: number;
  /** Keys that no proposal takes. */
  readonly missed: number;
}

/** Compares two groupings of keys. A key that the reference leaves out is a dataset of its own. */
export function agreement(
  keys: readonly string[],
  reference: readonly string[],
  proposed: readonly string[],
): Agreement {
  const [wanted, got] = [datasetsOf(reference), datasetsOf(proposed)];
  const split = new Map<string, Set<string>>();
  const merged = new Map<string, Set<string>>();
  let missed = 0;
  for (const key of keys) {
    const ours = got(key);
    if (ours === undefined) missed += 1;
    const [a, b] = [wanted(key) ?? `alone ${key}`, ours ?? `missed ${key}`];
    split.set(a, (split.get(a) ?? new Set()).add(b));
    merged.set(b, (merged.get(b) ?? new Set()).add(a));
  }
  const several = (groups: ReadonlyMap<string, ReadonlySet<string>>): number =>
    [...groups.values()].filter(({ size }) => size > 1).length;
  return { split: several(split), merged: several(merged), missed };
}
