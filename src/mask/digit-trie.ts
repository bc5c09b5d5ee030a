import { type Component, classOf } from './calendar.ts';

/**
 * The digits of one date part as a minimal trie whose leaves are classes (`calendar.ts`). `children[node]` has ten targets:
 * a node of the next digit, or at the last digit a class; 0 is "no such value" in both.
 */
export interface DigitTrie {
  readonly root: number;
  readonly children: readonly (readonly number[])[];
}

const tries = new Map<string, DigitTrie>();

/** Made once for each of the eleven letter groups. O(10^width). */
export function digitTrie(component: Component, width: number, base: number): DigitTrie {
  const id = `${component}/${width}/${base}`;
  let trie = tries.get(id);
  if (trie === undefined) {
    trie = makeTrie(component, width, base);
    tries.set(id, trie);
  }
  return trie;
}

function makeTrie(component: Component, width: number, base: number): DigitTrie {
  const children: number[][] = [[]];
  const known = new Map<string, number>();
  const visit = (read: number, value: number): number => {
    if (read === width) return classOf(component, base + value);
    const targets: number[] = [];
    for (let digit = 0; digit < 10; digit++) targets.push(visit(read + 1, 10 * value + digit));
    if (targets.every((target) => target === 0)) return 0;
    // Nodes of different depths never share: their targets mean different things.
    const id = `${read}:${targets.join(',')}`;
    let node = known.get(id);
    if (node === undefined) {
      node = children.length;
      children.push(targets);
      known.set(id, node);
    }
    return node;
  };
  return { root: visit(0, 0), children };
}
