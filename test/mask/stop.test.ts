import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { contains } from '../../src/mask/char-set.ts';
import { compileMasks, type EntryVerdict, explainKey } from '../../src/mask/index.ts';
import { treeOf } from '../../src/mask/mask-tree.ts';
import { elementsOf, maskAndKey, parsed } from './arbitraries.ts';

const test = suite('where a key stops');

const verdictOf = (mask: string, key: string): EntryVerdict =>
  explainKey(compileMasks([{ kind: 'mask', mask: parsed(mask) }]), key).verdicts[0]!;

/** Each line: a mask, a key, the segment and character where it stops, and what was expected there. */
const CASES = `
/data/orders/{YYYYMMDD}.csv         data/orders/20240230.csv        3:7   day 01-31 that exists in its month
/data/orders/{YYYYMMDD}.csv         data/order                      2:6   "s"
/data/*.csv                         data/a.csv.gz                   2:9   any character but "/" or "."
/sales/**/_tmp/**                   sales/eu/2024/orders.csv        4:1   "_"
/data/**                            data                            1:5   "/"
/data/**/orders/{YYYYMMDD}.csv      dats/eu/orders/20240131.csv     1:4   "a"
/data/**/orders/{YYYYMMDD}.csv      data/eu/orders/20240230.csv     4:7   day 01-31 that exists in its month
/data/**/orders/{YYYYMMDD}.csv      data/eu/orders/x/y.csv          4:1   year
/data/**/orders/{YYYYMMDD}.csv      data/eu/fr/order/20240131.csv   4:6   "s"
/data/**/orders/{YYYYMMDD}.csv      data/eu/orders                  3:7   "/"
/data/**/orders/{YYYYMMDD}.csv      data/orders/20240131.csv.gz     3:13  end of key
/data/**/{t:time}.csv               data/x/0930x.csv                3:5   second 00-59 or "."
/data/**/{YYYY}/{MM}/x.csv          data/2024/13/x.csv              3:2   month 01-12
/**/x.csv                           a/b/x.json                      3:3   "c"
/a/**/b/**/c.csv                    a/x/b/y/d.csv                   5:1   "c"
/a/**/b/**/c.csv                    a/x/q/c.csv                     4:1   "b"
/**/**/**/x                         a/b/c/y                         4:1   "x"
`;

for (const line of CASES.trim().split('\n')) {
  const [mask = '', key = '', place = '', ...expected] = line.split(/ +/);
  test(`${key} in ${mask}`, () => {
    const verdict = verdictOf(mask, key);
    assert.ok(verdict.kind === 'stops');
    assert.is(`${verdict.segment}:${verdict.character}`, place);
    assert.is(verdict.expected.join(' or '), expected.join(' '));
  });
}

/** How many UTF-16 units of a key are the beginning of some key of a mask. */
function longestBeginning(mask: Parameters<typeof treeOf>[0], key: string): number {
  const { nfa } = treeOf(mask);
  let states = new Set([0]);
  let length = 0;
  for (const char of key) {
    const next = new Set<number>();
    for (const state of states) {
      for (let edge = nfa.firstEdge[state]!; edge < nfa.firstEdge[state + 1]!; edge++) {
        const set = nfa.sets[nfa.edgeSet[edge]!]!;
        if (contains(set, char.codePointAt(0)!)) next.add(nfa.edgeTarget[edge]!);
      }
    }
    if (next.size === 0) break;
    states = next;
    length += char.length;
  }
  return length;
}

test('is as far as a key could be of the mask, and nearer only where there is a **', () => {
  fc.assert(
    fc.property(maskAndKey, ({ mask, key }) => {
      const [verdict] = explainKey(compileMasks([{ kind: 'mask', mask }]), key).verdicts;
      if (verdict?.kind !== 'stops') return;
      const most = longestBeginning(mask, key);
      const isOpen = elementsOf(mask).some(({ kind }) => kind === 'segments');
      assert.ok(isOpen ? verdict.offset <= most : verdict.offset === most, mask.text);
      assert.ok(verdict.expected.length > 0, mask.text);
    }),
    { numRuns: 500 },
  );
});

test.run();
