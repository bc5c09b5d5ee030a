import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compileMasks, type Mask, parseMask, parseTokens } from '../../src/mask/index.ts';
import { maskAndKey, parsed } from './arbitraries.ts';

const test = suite('places in keys');

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The texts that placeholders capture in a key that lies between others; undefined where the mask does not take it. */
function captured(
  mask: Mask,
  key: string,
  before: string,
  after: string,
): readonly string[] | undefined {
  const set = compileMasks([{ kind: 'mask', mask }]);
  const whole = set.captures(0, bytesOf(key));
  if (whole === undefined) return undefined;
  const page = Buffer.from(before + key + after);
  const start = Buffer.byteLength(before);
  const bounds = new Int32Array(2 * whole.length);
  assert.ok(
    set.captureReader(0).bounds(page, start, start + Buffer.byteLength(key), bounds),
    `${mask.text} ${key}`,
  );
  return whole.map((_, i) => page.toString('utf8', bounds[2 * i], bounds[2 * i + 1]));
}

/** What stands beside a key in a page could be read as more of it. */
const NEIGHBOURS = ['', '/', '_', '-', '.csv', 'a', 'Z', '1', 'é', '\u0080', '//a', 'eu'];

test('a key is read alike whatever lies beside it', () => {
  let read = 0;
  const beside = fc.constantFrom(...NEIGHBOURS);
  fc.assert(
    fc.property(maskAndKey, beside, beside, ({ mask, key }, before, after) => {
      const alone = captured(mask, key, '', '');
      if (alone === undefined) return;
      assert.equal(captured(mask, key, before, after), alone, `${mask.text} ${key}`);
      if (alone.length > 0) read += 1;
    }),
    { numRuns: 1000 },
  );
  assert.ok(read > 50, 'the law is hardly tried');
});

/** Each mask with the key that a value makes; the value has no byte that ends it. */
const READ: readonly (readonly [mask: string, key: (value: string) => string])[] = [
  ['/{v:alnum}_{s:string}', (value) => `${value}_x_y`],
  ['/{s:string}_{v:alnum}', (value) => `x_y_${value}`],
  ['/**/{v:string}/{n:int}', (value) => `quay/pier/${value}/7`],
  ['/{v:string}/**', (value) => `${value}/quay/pier`],
  ['/{v:alpha}{s:string}.csv', (value) => `${value}1.csv`],
];

test('a value is read to its end, however long it is', () => {
  for (const [text, keyOf] of READ) {
    const mask = parsed(text);
    const at = text.indexOf('{v') < text.indexOf('{s') || !text.includes('{s') ? 0 : 1;
    for (let length = 1; length <= 24; length += 1) {
      const value = 'q'.repeat(length);
      for (const beside of NEIGHBOURS) {
        const texts = captured(mask, keyOf(value), beside, beside);
        assert.is(texts?.[at], value, `${text} ${keyOf(value)}`);
      }
    }
  }
});

/** What may end a value may be missing: its limit is then the key's own end. */
const OPEN = ['/{n:int}{x}', '/{n:int}{xy}', '/{x}{n:int}', '/{xy}{n:int}', '/**/{s:string}'];

test('a value that nothing ends is read to the end of its key', () => {
  const { tokens } = parseTokens(
    new Map([
      ['x', 'x?'],
      ['xy', '[xy]?'],
    ]),
  );
  for (const text of OPEN) {
    const { mask } = parseMask(text, tokens);
    for (let length = 1; length <= 12; length += 1) {
      const value = '7'.repeat(length);
      for (const beside of ['', '7', '77777', '7x', 'x7', 'xxxxx', '/']) {
        const texts = captured(mask!, value, beside, beside);
        assert.equal(texts?.filter(Boolean), [value], `${text} ${beside}`);
      }
    }
  }
});

test('a mask of the greatest length has room for its places', () => {
  const mask = parsed(`/${'?'.repeat(4000)}{s:string}x*`);
  const key = `${'é'.repeat(4000)}bxc`;
  assert.equal(captured(mask, key, '', ''), ['b']);
});

test.run();
