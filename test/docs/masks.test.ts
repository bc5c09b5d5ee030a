import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { DEFAULT_LIMITS } from '../../src/mask/index.ts';
import { TYPES } from '../../src/mask/value-type.ts';
import { checkMaskBlock, checkMaskMistakes } from '../mask/check-mask-block.ts';
import { blocksOf } from '../mask/mask-cases.ts';
import { type Fence, pages, readPage } from './pages.ts';

const test = suite('docs/masks');

/** The text cases of a block; the empty lines before it make their places those of the page. */
const casesOf = ({ place, line, text }: Fence) =>
  blocksOf(place.slice(0, place.lastIndexOf(':')), '\n'.repeat(line - 1) + text);

for (const { fences } of pages()) {
  for (const fence of fences) {
    if (fence.language === 'mask') {
      for (const block of casesOf(fence)) {
        test(`${block.place} ${block.entries.map(({ text }) => text).join(' ')}`, () => {
          const { captures, datasets, findings, keys, quiet } = block;
          const said = [keys, captures, datasets, findings].some(({ length }) => length > 0);
          assert.ok(said || quiet, 'it says nothing about its masks');
          checkMaskBlock(block);
        });
      }
    }
    if (fence.language === 'mask-errors') {
      for (const block of fence.text.split('\n\n')) {
        test(`${fence.place} ${block.split('\n')[0]}`, () => {
          checkMaskMistakes(block);
        });
      }
    }
  }
}

const manual = readPage('docs/masks.md');
const masks = manual.fences
  .filter(({ language }) => language === 'mask')
  .flatMap(casesOf)
  .flatMap(({ entries }) => entries.map(({ text }) => text))
  .join('\n');

test('the page of the language shows every type', () => {
  const shown = new Set(masks.match(/(?<=:)[a-z]+(?=[(}])/g));
  assert.equal(
    Object.keys(TYPES).filter((type) => !shown.has(type)),
    [],
  );
});

test('the page of the language shows every letter of dates', () => {
  const letters = ['YYYY', 'YY', 'MM', 'DD', 'DDD', 'HH', 'mm', 'ss', 'SSS', 'yyyy', 'dd'];
  const bodies = masks.match(/(?<=\{)[^{}|]+(?=\})/g) ?? [];
  const shown = new Set(bodies.flatMap((body) => body.match(/([A-Za-z])\1+/g) ?? []));
  assert.equal(
    letters.filter((letter) => !shown.has(letter)),
    [],
  );
});

test('the page of the language tells every limit', () => {
  // Full tables are cleared and built anew: no mask is refused for them.
  const { tableBytes: _cleared, ...limits } = DEFAULT_LIMITS;
  const section = manual.text.slice(manual.text.indexOf('\n## Limits'));
  const told = new Set(section.match(/\d[\d,]*/g)?.map((count) => count.replaceAll(',', '')));
  assert.equal(
    Object.entries(limits).filter(([, limit]) => !told.has(String(limit))),
    [],
  );
});

test('an example that is not true fails', () => {
  for (const lie of [
    'mask /pier/{YYYY}.csv\n+ pier/24.csv',
    'mask /pier/{YYYY}.csv\n- pier/2024.csv',
    'mask /pier/{{dock:int}}.csv\n> pier/7.csv: /pier/{dock}.csv',
    'mask /pier/{dock:int}.csv\n= pier/7.csv: dock=8',
    'mask /pier/*\nmask /pier/?\n! none',
    'mask /pier/{YYYY}.csv\n! mask/overlap',
  ]) {
    assert.ok(
      fails(() => blocksOf('lie', lie).forEach(checkMaskBlock)),
      lie,
    );
  }
  assert.ok(fails(() => checkMaskMistakes('/pier/{YYYY}.csv\n^ mask/syntax')));
});

/** uvu's own `throws` lets failed assertions pass on. */
function fails(check: () => void): boolean {
  try {
    check();
    return false;
  } catch (error) {
    return error instanceof assert.Assertion;
  }
}

test.run();
