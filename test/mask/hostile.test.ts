import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  analyseMasks,
  compileMasks,
  DEFAULT_LIMITS,
  type MaskEntryInput,
  parseMask,
  parseTokens,
} from '../../src/mask/index.ts';

const hostile = suite('hostile masks and keys');

const TOO_LARGE: readonly (readonly [name: string, mask: string, limit: string])[] = [
  ['10,000 characters', `/${'a'.repeat(10_000)}`, 'maskLength'],
  ['a hundred thousand digits', '/{a:int(1,100000)}', 'repeat'],
  ['a run of 2,000 z', `/{${'z'.repeat(2000)}}`, 'repeat'],
  ['forty **', `/${'**/'.repeat(40)}x`, 'deepWildcards'],
  ['a number of 1,000 characters', '/{a:number(1,1000)}', 'states'],
  ['many long lengths', `/${'{:int(1,1000)}'.repeat(40)}`, 'states'],
  ['an endless date', `/{${'YYYYMMDD'.repeat(20)}}`, 'formatLength'],
];

for (const [name, mask, limit] of TOO_LARGE) {
  hostile(`refuses a mask of ${name}`, () => {
    const { mask: parsed, problems } = parseMask(mask);
    assert.is(parsed, undefined);
    assert.equal([problems[0]!.rule, problems[0]!.args.reason], ['mask/too-large', limit]);
  });
}

const PATTERNS = [
  '(x{1,900}){1,900}',
  '((a{0,99}){0,99}){0,99}',
  `(${'a?'.repeat(400)}){900}`,
  `${'('.repeat(600)}${')'.repeat(600)}`,
  `[${'\\p{L}'.repeat(150)}]`,
  '(a|a)*(a|a)*(a|a)*b',
  '(a*)*b',
  '(((a+)+)+)+b',
  `${'\\p{L}{9}'.repeat(40)}`,
];

for (const pattern of PATTERNS) {
  hostile(`bounds the token ${pattern.slice(0, 30)}`, () => {
    const { tokens, problems } = parseTokens(new Map([['crate', pattern]]));
    const { mask, problems: tooLarge } = parseMask('/{crate}{crate}', tokens);
    if (mask === undefined) {
      assert.ok([...problems, ...tooLarge].some(({ args }) => args.reason !== undefined));
      return;
    }
    const set = compileMasks([{ kind: 'mask', mask }]);
    const key = Buffer.from('a'.repeat(1024));
    set.matcher().match(key, 0, key.length);
    set.captures(0, key);
    const entries = [mask, parseMask('/*a*')!.mask!].map((one) => ({
      kind: 'mask' as const,
      mask: one,
    }));
    assert.ok(analyseMasks(entries, { work: 1_000_000 }).complete);
  });
}

hostile('refuses many distinct Unicode properties', () => {
  const names = ['L', 'Lu', 'Ll', 'N', 'Nd', 'P', 'S', 'Z', 'Sc'];
  const { problems } = parseTokens(new Map(names.map((name) => [`is${name}`, `\\p{${name}}`])));
  assert.equal(
    problems.map(({ args }) => args.reason),
    ['properties'],
  );
});

hostile('bounds all masks of a bucket together', () => {
  const { mask } = parseMask('/{:int(1,1000)}/{:int(1,1000)}');
  const entries = Array.from({ length: 4000 }, () => ({ kind: 'mask' as const, mask: mask! }));
  const [finding] = analyseMasks(entries).findings;
  assert.is(finding!.rule, 'mask/too-large');
});

hostile('matches masks whose deterministic automaton is exponential', () => {
  const mask = parseMask(`/*a${'?'.repeat(200)}.csv`).mask!;
  const set = compileMasks([{ kind: 'mask', mask }]);
  const matcher = set.matcher();
  for (let i = 0; i < 100; i++) {
    const key = Buffer.from(
      `${((i * 2654435761) >>> 0).toString(2).replaceAll('0', 'b').replaceAll('1', 'a').repeat(20)}.csv`,
    );
    matcher.match(key, 0, key.length);
  }
  assert.ok(set.size.bytes <= 65 * 1024 * 1024);
});

hostile('captures of a key made for backtracking end', () => {
  const mask = parseMask(`/${'{:string}a'.repeat(20)}b`).mask!;
  const set = compileMasks([{ kind: 'mask', mask }]);
  assert.is(set.captures(0, Buffer.from('a'.repeat(1024))), undefined);
  assert.is(set.captures(0, Buffer.from(`${'a'.repeat(1023)}b`))!.length, 20);
});

hostile('takes keys of any bytes and any length', () => {
  const set = compileMasks([
    { kind: 'mask', mask: parseMask('/quay/*')!.mask! },
    { kind: 'mask', mask: parseMask('/**')!.mask! },
  ]);
  const matcher = set.matcher();
  for (const key of ['quay/\0\n\u001b[31m\u202e', 'x'.repeat(100_000), '', 'quay/']) {
    const bytes = Buffer.from(key);
    assert.is(matcher.match(bytes, 0, bytes.length), key.startsWith('quay/') ? 0 : 1);
  }
  // Not UTF-8: whatever the answer is, it is one.
  for (const bytes of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xf5, 0x80]]) {
    matcher.match(Uint8Array.from(bytes), 0, bytes.length);
  }
});

hostile('compares masks that share no end of keys', () => {
  const many = Array.from({ length: 300 }, (_, i) => parseMask(`/**/*a${i}*b*c*`).mask!);
  const entries = many.map((mask) => ({ kind: 'mask' as const, mask }));
  assert.ok(analyseMasks(entries, { work: 3_000_000 }).complete);
});

/** `count` masks of which every one stays alive beside all others, in any place of a key. */
const tangled = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => {
    const letter = (n: number) => 'abcdefghij'[n % 10];
    return `/**/*${letter(i)}*${letter(3 * i + 1)}*${letter(7 * i + 2)}${i % 20}*`;
  });
const entry = (kind: 'mask' | 'exclude', text: string): MaskEntryInput => ({
  kind,
  mask: parseMask(text).mask!,
});

hostile('masks that multiply states are matched right within the bound on tables', () => {
  const texts = tangled(200);
  const patterns = texts.map(
    (text) => new RegExp(`^(?:.*/)?${text.slice(4).replaceAll('*', '[^/]*')}$`),
  );
  const tableBytes = 512 * 1024;
  const set = compileMasks(
    texts.map((text) => entry('mask', text)),
    { ...DEFAULT_LIMITS, tableBytes },
  );
  const matcher = set.matcher();
  let last = 0;
  let clearings = 0;
  for (let i = 0; i < 300; i++) {
    const key = Array.from(
      { length: 40 },
      (_, j) => 'abcdefghij0123456789/é'[(Math.imul(40 * i + j + 1, 0x9e3779b1) >>> 8) % 22],
    ).join('');
    const bytes = Buffer.from(key);
    const winner = matcher.match(bytes, 0, bytes.length);
    assert.is(
      winner,
      patterns.findIndex((pattern) => pattern.test(key)),
      key,
    );
    const { bytes: held } = set.size;
    assert.ok(held <= tableBytes, `${held} bytes of tables`);
    if (held < last) clearings += 1;
    last = held;
  }
  assert.ok(clearings > 1, 'the tables were hardly cleared');
});

hostile('what a tangle of excludes leaves is asked within a bound, and no key is lost', () => {
  const set = compileMasks([
    ...tangled(100).map((text) => entry('exclude', text)),
    entry('exclude', '/**/*a*b*c*'),
    entry('mask', '/**/*a?b?c*'),
  ]);
  for (const key of ['lake/abc0/x', 'a1b1c', 'lake/zzz/aab/c']) {
    assert.ok(set.nextLiveAfter(key) === undefined || set.nextLiveAfter(key)! > key);
  }
  const { states } = set.size;
  assert.ok(states < 10_000, `${states} states`);
});

hostile.run();
