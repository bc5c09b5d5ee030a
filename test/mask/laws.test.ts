import fc from 'fast-check';
import { JS, NFA } from 'refa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  compileMasks,
  DEFAULT_LIMITS,
  type MaskEntryInput,
  matchesPathOf,
  parseMask,
} from '../../src/mask/index.ts';
import { elementsOf, maskAndKey, pageOf, parsed } from './arbitraries.ts';
import { readByBacktracking, regExpOf } from './oracle.ts';

const laws = suite('laws of matching');
/** A thousand; a million in the nightly run. */
const RUNS = Number(process.env['MASK_RUNS'] ?? 1000);

const bytesOf = (key: string): Uint8Array => new TextEncoder().encode(key);
const one = (mask: MaskEntryInput['mask']) => compileMasks([{ kind: 'mask', mask }]);
const takes = (set: ReturnType<typeof one>, key: string): boolean => {
  const bytes = bytesOf(key);
  return set.matcher().match(bytes, 0, bytes.length) === 0;
};

laws('the automaton takes what backtracking on the syntax tree takes', () => {
  let taken = 0;
  fc.assert(
    fc.property(maskAndKey, ({ mask, key }) => {
      const expected = readByBacktracking(elementsOf(mask), key) !== undefined;
      assert.is(takes(one(mask), key), expected, `${mask.text} ${key}`);
      if (expected) taken += 1;
    }),
    { numRuns: RUNS },
  );
  assert.ok(taken > RUNS / 10, 'the law is hardly tried');
});

laws('the automaton takes what a regular expression and refa take', () => {
  fc.assert(
    fc.property(maskAndKey, ({ mask, key }) => {
      const regExp = regExpOf(elementsOf(mask));
      if (regExp === undefined) return;
      const expected = regExp.test(key);
      assert.is(takes(one(mask), key), expected, `${mask.text} ${key}`);
      const { expression, maxCharacter } = JS.Parser.fromLiteral(
        new RegExp(regExp.source.slice(1, -1), 'su'),
      ).parse();
      const nfa = NFA.fromRegex(expression, { maxCharacter });
      const points = Array.from(key, (char) => char.codePointAt(0)!);
      assert.is(nfa.test(points), expected, `${mask.text} ${key}`);
    }),
    { numRuns: Math.ceil(RUNS / 4) },
  );
});

laws('printing a mask gives back its text', () => {
  fc.assert(
    fc.property(maskAndKey, ({ mask }) => {
      assert.is(parseMask(mask.text).mask!.text, mask.text);
    }),
    { numRuns: Math.ceil(RUNS / 4) },
  );
});

laws('captures are the leftmost-longest reading', () => {
  fc.assert(
    fc.property(maskAndKey, ({ mask, key }) => {
      const captures = one(mask).captures(0, bytesOf(key));
      const elements = elementsOf(mask);
      const ends = readByBacktracking(elements, key);
      if (ends === undefined) {
        assert.is(captures, undefined);
        return;
      }
      const chars = Array.from(key);
      const expected = elements.flatMap((element, i) =>
        element.kind === 'placeholder' ? [chars.slice(ends[i - 1] ?? 0, ends[i]).join('')] : [],
      );
      assert.equal(
        captures!.map(({ text }) => text),
        expected,
        `${mask.text} ${key}`,
      );
      const names = captures!.map(({ name }) => name);
      assert.is(new Set(names).size, names.length);
    }),
    { numRuns: Math.ceil(RUNS / 3) },
  );
});

laws('captures and literals in a row give the key back', () => {
  fc.assert(
    fc.property(maskAndKey, ({ mask, key }) => {
      const elements = elementsOf(mask);
      const isPlain = elements.every(({ kind }) => kind === 'literal' || kind === 'placeholder');
      const captures = isPlain ? one(mask).captures(0, bytesOf(key)) : undefined;
      if (captures === undefined) return;
      let next = 0;
      const parts = elements.map((element) =>
        element.kind === 'literal' ? element.text : captures[next++]!.text,
      );
      assert.is(parts.join(''), key);
    }),
    { numRuns: Math.ceil(RUNS / 3) },
  );
});

laws('a dataset is named by a mask that takes its keys, and is one of its mask', () => {
  fc.assert(
    fc.property(maskAndKey, ({ mask, key }) => {
      const set = one(mask);
      if (!takes(set, key)) return;
      const name = set.datasetOf(0, bytesOf(key));
      assert.ok(matchesPathOf(mask, name), `${mask.text} ${name}`);
      const { mask: named, problems } = parseMask(name);
      assert.equal(problems, []);
      assert.ok(takes(one(named!), key), `${name} ${key}`);
      assert.is(named!.hasSeparators, false);
    }),
    { numRuns: Math.ceil(RUNS / 3) },
  );
});

laws('the instant is the greatest date captured', () => {
  const dates = fc.date({
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(dates, dates, fc.boolean(), (a, b, split) => {
      const [x, y] = [a.toISOString(), b.toISOString()];
      const mask = split
        ? '/{YYYY}/{MM}/{DD}T{HH:mm:ss.SSS}/{c:alnum}/{YYYY-MM-DD}T{HH}'
        : '/{YYYY-MM-DDTHH:mm:ss.SSS}/{c:string}_{d:YYYYDDD}';
      const key = split
        ? `${x.slice(0, 4)}/${x.slice(5, 7)}/${x.slice(8, 23)}/quay/${y.slice(0, 13)}`
        : `${x.slice(0, 23)}/q_ay_${y.slice(0, 4)}${String(dayOfYear(b)).padStart(3, '0')}`;
      const bytes = bytesOf(`x${key}`);
      const set = one(parseMask(mask).mask!);
      const expected = split
        ? Math.max(Date.parse(x), Date.parse(`${y.slice(0, 13)}:00:00Z`))
        : Math.max(Date.parse(x), Date.parse(`${y.slice(0, 10)}T00:00:00Z`));
      assert.is(set.instantOf(0, bytes, 1, bytes.length), expected, key);
    }),
    { numRuns: Math.ceil(RUNS / 4) },
  );
});

function dayOfYear(date: Date): number {
  const first = new Date(0);
  first.setUTCFullYear(date.getUTCFullYear(), 0, 1);
  return Math.floor((date.getTime() - first.getTime()) / 86_400_000) + 1;
}

/** Several masks and keys, the keys often sharing beginnings. */
const listAndKeys = fc.array(maskAndKey, { minLength: 1, maxLength: 8 }).chain((pairs) =>
  fc.record({
    entries: fc.constant(
      pairs.map(
        ({ mask }, i): MaskEntryInput => ({ kind: i % 4 === 3 ? 'exclude' : 'mask', mask }),
      ),
    ),
    keys: fc.array(
      fc
        .tuple(
          fc.constantFrom(...pairs.map(({ key }) => key)),
          fc.constantFrom('', 'x', '/', '0', 'é'),
          fc.nat(12),
        )
        .map(
          ([key, tail, cut]) =>
            Array.from(key)
              .slice(0, Math.max(1, key.length - cut))
              .join('') + tail,
        ),
      { maxLength: 40 },
    ),
  }),
);

function classified(
  entries: readonly MaskEntryInput[],
  keys: readonly string[],
  options: { readonly resume?: boolean; readonly tableBytes?: number; readonly page?: number },
): readonly number[] {
  const limits = { ...DEFAULT_LIMITS, tableBytes: options.tableBytes ?? DEFAULT_LIMITS.tableBytes };
  const matcher = compileMasks(entries, limits).matcher({ resume: options.resume ?? true });
  const page = options.page ?? keys.length;
  const out: number[] = [];
  for (let from = 0; from < keys.length; from += page) {
    const { bytes, keys: some, offsets } = pageOf(keys.slice(from, from + page));
    const winners = new Int32Array(some.length);
    matcher.matchPage(bytes, offsets, some.length, winners);
    out.push(...winners);
  }
  return out;
}

laws('a key is classified alike in any order, page by page, cold or warm, resumed or not', () => {
  fc.assert(
    fc.property(listAndKeys, fc.integer({ min: 1, max: 7 }), ({ entries, keys }, page) => {
      const alone = keys.map((key) => entries.findIndex(({ mask }) => takes(one(mask), key)));
      assert.equal(classified(entries, keys, {}), alone);
      assert.equal(classified(entries, keys, { resume: false }), alone);
      assert.equal(classified(entries, keys, { tableBytes: 0, page }), alone);
      const sorted = keys.map((key, i) => ({ key, i })).sort((a, b) => (a.key < b.key ? -1 : 1));
      const inOrder = classified(
        entries,
        sorted.map(({ key }) => key),
        { page },
      );
      assert.equal(
        inOrder,
        sorted.map(({ i }) => alone[i]),
      );
    }),
    { numRuns: Math.ceil(RUNS / 4) },
  );
});

/** Masks, and keys one after the other that differ from one another in a few characters only. */
const listAndNeighbours = fc.array(maskAndKey, { minLength: 1, maxLength: 5 }).chain((pairs) =>
  fc.record({
    entries: fc.constant(
      pairs.map(
        ({ mask }, i): MaskEntryInput => ({ kind: i % 4 === 3 ? 'exclude' : 'mask', mask }),
      ),
    ),
    keys: fc
      .array(
        fc.record({
          from: fc.constantFrom(...pairs.map(({ key }) => key)),
          again: fc.boolean(),
          at: fc.nat(60),
          char: fc.constantFrom('0', '1', '9', 'x', '/', '.', '-'),
        }),
        { minLength: 2, maxLength: 40 },
      )
      .map((changes) => {
        let key = '';
        return changes.map(({ again, at, char, from }) => {
          if (key === '' || again) key = from;
          const chars = Array.from(key);
          if (chars.length > 0) chars[at % chars.length] = char;
          key = chars.join('');
          return key;
        });
      }),
  }),
);

laws(
  'keys as long as one another, equal at both ends, are classified as if each were alone',
  () => {
    fc.assert(
      fc.property(listAndNeighbours, fc.integer({ min: 1, max: 20 }), ({ entries, keys }, page) => {
        const alone = classified(entries, keys, { resume: false });
        assert.equal(classified(entries, keys, {}), alone);
        assert.equal(classified(entries, keys, { page }), alone);
        assert.equal(classified(entries, keys, { tableBytes: 0, page }), alone);
      }),
      { numRuns: RUNS },
    );
  },
);

laws('a dataset is named alike after any other', () => {
  let named = 0;
  fc.assert(
    fc.property(listAndNeighbours, ({ entries, keys }) => {
      const set = compileMasks(entries);
      for (const key of keys) {
        const page = bytesOf(`before${key}after`);
        entries.forEach(({ mask }, i) => {
          if (!takes(one(mask), key)) return;
          const name = set.datasetOf(i, page, 6, page.length - 5);
          assert.is(name, one(mask).datasetOf(0, bytesOf(key)), `${mask.text} ${key}`);
          if (mask.hasSeparators) named += 1;
        });
      }
    }),
    { numRuns: Math.ceil(RUNS / 4) },
  );
  assert.ok(named > RUNS / 100, 'the law is hardly tried');
});

const listed = (...texts: readonly string[]): readonly MaskEntryInput[] =>
  texts.map((text) => ({ kind: 'mask', mask: parsed(text) }));

laws('a key that ends where the one before died is not taken, wherever that is', () => {
  const entries = listed(`/${'a'.repeat(12)}*`);
  const good = 'a'.repeat(24);
  for (let at = 0; at < 12; at += 1) {
    const dead = `${good.slice(0, at)}x${good}`;
    const ended = dead.slice(0, at + 1);
    // From the second time on the cell of its death is built; after `x` it is walked from its first byte.
    const keys = [good, dead, good, dead, ended, 'x', dead, ended, good];
    assert.equal(classified(entries, keys, {}), [0, -1, 0, -1, -1, -1, -1, -1, 0], dead);
  }
});

laws('a key does not resume within one that the automaton has not walked', () => {
  const entries = listed('/quay/b1', '/**/a*');
  const keys = ['quay/a1', 'quay/b1', 'quay/b2', 'quay/a2'];
  assert.equal(classified(entries, keys, {}), [1, 0, -1, 1]);
});

laws('a key does not rejoin one that the automaton has not walked', () => {
  const entries = listed('/harbour/b-*', '/**/*.csv');
  const keys = ['harbour/a-1.csv', 'harbour/b-1.bak', 'harbour/c-1.bak'];
  assert.equal(classified(entries, keys, {}), [1, 0, -1]);
});

laws('a key does not rejoin one beyond the byte where that one died', () => {
  const entries = listed('/quay*', '/rope{n:int(4)}x');
  const keys = [
    'quay-aaaaaaaaaaaaaaaaaaaa',
    'rope1-aaaaaaaaaaaaaaaaaaa',
    'quay1-aaaaaaaaaaaaaaaaaaa',
  ];
  assert.equal(classified(entries, keys, {}), [0, -1, 0]);
});

laws('a key that looks further does not rejoin one where that one died', () => {
  const entries = listed('/quay*', '/rope{n:int(9)}x');
  const keys = ['quay-aaaaaaaaaaaaaaa', 'rope1234567-aaaaaaaa', 'quay1234567-aaaaaaaa'];
  assert.equal(classified(entries, keys, {}), [0, -1, 0]);
});

laws('a key that looks further does not rejoin a state that the other one has left', () => {
  const entries = listed('/{:p|qqqqqqqqq}{n:int(16)}{s:string}');
  const keys = ['p1234567812345678aaaaaaaa', 'qqqqqqqqq12345678aaaaaaaa'];
  assert.equal(classified(entries, keys, {}), [0, -1]);
});

laws('a key does not rejoin one of another length that ends alike', () => {
  const entries = listed('/*b*');
  const keys = ['aaaabaaaaaaaaaaaa', 'caaaaaaaaaaa', 'aaaabaaaaaaaaaaaa'];
  assert.equal(classified(entries, keys, {}), [0, -1, 0]);
});

laws('a key does not rejoin states of tables that were cleared on its way', () => {
  const rope = (first: string, length: number): string => first + '-'.repeat(length);
  const entries = listed(`/${rope('a', 100)}`, `/${rope('b', 101)}`, `/${rope('c', 400)}`);
  // One of these lengths clears the tables where the second rope is as long as the first was when it cleared them.
  for (let length = 1; length < 400; length += 1) {
    const ropes: readonly [string, number][] = [
      ['c', 300],
      ['a', 100],
      ['a', 100],
      ['c', length],
      ['a', 100],
      ['b', 100],
    ];
    const keys = ropes.map(([first, dashes]) => rope(first, dashes));
    assert.equal(classified(entries, keys, { tableBytes: 0 }), [-1, 0, 0, -1, 0, -1]);
  }
});

laws('a key does not resume in states of tables that were cleared since', () => {
  const rope = '-'.repeat(600);
  const entries = listed(`/${rope}`);
  // Once they are cleared, other states go by the names of those that the rope had at its beginnings.
  for (let length = 0; length < rope.length; length += 1) {
    const keys = [rope, rope.slice(0, length), rope];
    assert.equal(classified(entries, keys, { tableBytes: 0 }), [0, -1, 0], `${length}`);
  }
});

laws('many masks that are alive everywhere answer as each does alone', () => {
  const texts = Array.from({ length: 300 }, (_, i) =>
    i % 3 === 0
      ? `/**/t${i % 50}/{n:int}*${i % 7}`
      : i % 3 === 1
        ? `/*${i % 10}*/t${i}?{s:string}`
        : `/**/*_${i}`,
  );
  const entries = texts.map(
    (text): MaskEntryInput => ({ kind: 'mask', mask: parseMask(text).mask! }),
  );
  const alone = entries.map(({ mask }) => one(mask));
  const part = fc.constantFrom('t3', 't42', '1', '12', '_', '/', '299', 'é', 't', '7', 'a');
  fc.assert(
    fc.property(
      fc.array(fc.array(part, { minLength: 1, maxLength: 9 }), { maxLength: 30 }),
      fc.constantFrom(0, 40_000, 1_000_000),
      (rows, tableBytes) => {
        const keys = rows.map((parts) => parts.join(''));
        const expected = keys.map((key) => alone.findIndex((set) => takes(set, key)));
        assert.equal(classified(entries, keys, { tableBytes, page: 10 }), expected);
      },
    ),
    { numRuns: Math.ceil(RUNS / 50) },
  );
});

laws('matchers of one list do not disturb one another when the table is cleared', () => {
  fc.assert(
    fc.property(listAndKeys, ({ entries, keys }) => {
      const set = compileMasks(entries, { ...DEFAULT_LIMITS, tableBytes: 0 });
      const [a, b] = [set.matcher(), set.matcher()];
      const backwards = [...keys].reverse();
      for (let from = 0; from < keys.length; from += 3) {
        const [x, y] = [
          pageOf(keys.slice(from, from + 3)),
          pageOf(backwards.slice(from, from + 3)),
        ];
        const winners = new Int32Array(3);
        a.matchPage(x.bytes, x.offsets, x.keys.length, winners);
        x.keys.forEach((key, i) => {
          const index = entries.findIndex(({ mask }) => takes(one(mask), key));
          assert.is(winners[i], index, key);
        });
        b.matchPage(y.bytes, y.offsets, y.keys.length, winners);
      }
    }),
    { numRuns: Math.ceil(RUNS / 10) },
  );
});

laws.run();
