import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  analyseMasks,
  compileMasks,
  type MaskEntryInput,
  type MaskFinding,
} from '../../src/mask/index.ts';
import { allKeys, maskAndKey, parsed, tinyEntries, winnersOf } from './arbitraries.ts';

const proofs = suite('proofs about masks');

const KEYS = allKeys(7);

/** Every key that some entry takes, with all entries that do. */
function takers(entries: readonly MaskEntryInput[]) {
  const winners = entries.map((entry) => winnersOf([entry], KEYS));
  return KEYS.keys.flatMap((key, i) => {
    const who = entries.flatMap((_, entry) => (winners[entry]![i] === 0 ? [entry] : []));
    return who.length > 0 ? [{ key, takers: who }] : [];
  });
}

const textsOf = (entries: readonly MaskEntryInput[]) =>
  entries.map(({ kind, mask }) => `${kind} ${mask.text}`).join(', ');

proofs('a mask is shadowed if and only if it wins no key', () => {
  let shadowed = 0;
  fc.assert(
    fc.property(tinyEntries, fc.constantFrom('', 'a', 'a/', 'b'), (entries, prefix) => {
      const { findings, complete } = analyseMasks(entries, { prefix });
      assert.ok(complete);
      const below = takers(entries).filter(({ key }) => key.startsWith(prefix));
      entries.forEach((_, entry) => {
        const dead = findings.some(
          (finding) =>
            (finding.rule === 'mask/shadowed' || finding.rule === 'mask/outside-prefix') &&
            finding.entry === entry,
        );
        const won = below.find((one) => one.takers[0] === entry);
        if (dead) shadowed += 1;
        assert.is(
          dead,
          won === undefined,
          `${entry} of ${textsOf(entries)} below ${prefix}: ${won?.key}`,
        );
      });
    }),
    { numRuns: 40 },
  );
  assert.ok(shadowed > 5, 'the law is hardly tried');
});

proofs('the masks that shadow one take every key of it between them', () => {
  fc.assert(
    fc.property(tinyEntries, (entries) => {
      const taken = takers(entries);
      for (const finding of analyseMasks(entries).findings) {
        if (finding.rule !== 'mask/shadowed') continue;
        for (const { key, takers: who } of taken) {
          if (!who.includes(finding.entry)) continue;
          assert.ok(
            finding.by.some((one) => who.includes(one)),
            `${key} of ${textsOf(entries)}`,
          );
        }
      }
    }),
    { numRuns: 40 },
  );
});

const overlapsOf = (findings: readonly MaskFinding[]) =>
  findings.flatMap((finding) => (finding.rule === 'mask/overlap' ? [finding] : []));

proofs(
  'an overlap is found if and only if a key shows it, and its witness is a shortest one',
  () => {
    let found = 0;
    fc.assert(
      fc.property(tinyEntries, (entries) => {
        const { findings } = analyseMasks(entries);
        const overlaps = overlapsOf(findings);
        const dead = new Set(
          findings.flatMap((finding) => (finding.rule === 'mask/shadowed' ? [finding.entry] : [])),
        );
        const taken = takers(entries);
        for (let second = 0; second < entries.length; second++) {
          for (let first = 0; first < second; first++) {
            const reported = overlaps.find((one) => one.first === first && one.second === second);
            const silent =
              entries[first]!.kind === 'exclude' || dead.has(first) || dead.has(second);
            const keys = taken.filter(
              (one) => one.takers[0] === first && one.takers.includes(second),
            );
            const shortest = Math.min(...keys.map(({ key }) => key.length));
            if (silent) assert.is(reported, undefined);
            else if (reported === undefined) assert.is(keys.length, 0, textsOf(entries));
            else {
              found += 1;
              const length = Array.from(reported.witness).length;
              assert.is(
                Math.min(length, 6),
                Math.min(shortest, 6),
                `${textsOf(entries)} ${reported.witness}`,
              );
            }
          }
        }
      }),
      { numRuns: 50 },
    );
    assert.ok(found > 5, 'the law is hardly tried');
  },
);

proofs('both masks take the witness, and the first of them gets it by order alone', () => {
  fc.assert(
    fc.property(fc.array(maskAndKey, { minLength: 2, maxLength: 6 }), (pairs) => {
      const entries = pairs.map(({ mask }): MaskEntryInput => ({ kind: 'mask', mask }));
      const set = compileMasks(entries);
      for (const { first, second, witness } of overlapsOf(analyseMasks(entries).findings)) {
        const key = new TextEncoder().encode(witness);
        assert.is(set.matcher().match(key, 0, key.length), first, witness);
        assert.ok(set.captures(second, key) !== undefined, witness);
        const turned = compileMasks([entries[second]!, entries[first]!]).matcher();
        assert.is(turned.match(key, 0, key.length), 0, witness);
      }
    }),
    { numRuns: 60 },
  );
});

// Half a million pairs, nearly all of which the fixed segments tell apart: a hundredth of the work that is allowed.
proofs('a thousand masks with leading wildcards are compared by their segments', () => {
  const masks = Array.from({ length: 1000 }, (_, i) =>
    parsed(`/**/team_${i}/{YYYYMMDD}/part-*.csv`),
  );
  const entries = masks.map((mask): MaskEntryInput => ({ kind: 'mask', mask }));
  const { findings, complete } = analyseMasks(entries, { work: 1_000_000 });
  assert.ok(complete);
  assert.equal(
    findings.map(({ rule }) => rule),
    masks.map(() => 'mask/unbounded'),
  );
});

proofs('says that there may be more where a bound was met', () => {
  const masks = Array.from({ length: 30 }, (_, i) =>
    parsed(`/quay/*${'abcdefghijklmnopqrstuvwxyzABCD'[i]}*`),
  );
  const entries = masks.map((mask): MaskEntryInput => ({ kind: 'mask', mask }));
  const few = analyseMasks(entries, { overlaps: 10 });
  assert.is(overlapsOf(few.findings).length, 10);
  assert.not.ok(few.complete);
  const all = analyseMasks(entries);
  assert.is(overlapsOf(all.findings).length, (30 * 29) / 2);
  assert.ok(all.complete);
  assert.not.ok(analyseMasks(entries, { work: 100 }).complete);
});

proofs('counts what its samples cost to match', () => {
  // Thousands of states are alive at once after a digit: a sample costs far more than the proofs it saves.
  const masks = Array.from({ length: 40 }, (_, i) => parsed(`/**/*{n:int(${i + 1})}*.csv`));
  const entries = masks.map((mask): MaskEntryInput => ({ kind: 'mask', mask }));
  assert.ok(analyseMasks(entries).complete);
  assert.not.ok(analyseMasks(entries, { work: 150_000 }).complete);
});

proofs('refuses a list of too many masks without work', () => {
  const mask = parsed('/quay/{YYYY}.csv');
  const { findings } = analyseMasks(Array.from({ length: 5000 }, () => ({ kind: 'mask', mask })));
  assert.equal(findings, [{ rule: 'mask/too-large', entry: 4096, limit: 'entries', bound: 4096 }]);
});

proofs.run();
