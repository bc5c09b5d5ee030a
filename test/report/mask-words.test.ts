import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { FindingArgs } from '../../src/catalogue/index.ts';
import { maskWords } from '../../src/report/words/mask.ts';

const test = suite('the words about masks');

const shadowed = (args: FindingArgs) =>
  maskWords['mask/shadowed']({ rule: 'mask/shadowed', subject: {}, args });

const CASES: readonly (readonly [args: FindingArgs, said: RegExp, next: string])[] = [
  [
    { mask: '/pier/{YYYY}.csv', by: ['/pier/**'] },
    /^the mask .* takes every key/,
    'move it before that one, or remove it',
  ],
  [
    { mask: '/pier/{:us|ap}.csv', by: ['/pier/{:eu|us}.csv', '/pier/{:ap|af}.csv'] },
    /^the mask .* take every key/,
    'move it before them, or remove it',
  ],
  [{ mask: '/pier/a.csv', by: ['/pier/a.csv'] }, /^the mask /, 'remove one of the two'],
  [
    { mask: '/pier/_tmp/**', by: ['/pier/**'], kind: 'exclude' },
    /^the exclude .* never wins/,
    'move it before that one, or remove it',
  ],
];

for (const [args, said, next] of CASES) {
  test(`${args['mask']} never wins`, () => {
    const words = shadowed(args);
    assert.match(words.message, said);
    assert.is(words.next, next);
  });
}

test.run();
