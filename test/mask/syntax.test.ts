import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseMask, parseTokens } from '../../src/mask/index.ts';
import { checkMaskMistakes } from './check-mask-block.ts';

const syntax = suite('mask syntax');

const text = readFileSync(new URL('../cases/masks/syntax.errors', import.meta.url), 'utf8');

for (const block of text.split('\n\n')) {
  const mask = block.split('\n').find((line) => line !== '' && !line.startsWith('#'));
  if (mask === undefined) continue;
  syntax(`shows what is wrong with ${mask}`, () => {
    checkMaskMistakes(block);
  });
}

const PATTERNS: readonly (readonly [pattern: string, place: string, reason: string])[] = [
  ['a(?=b)c', ' ^^^^^', 'look-around'],
  ['a(?<!b)', ' ^^^^^^', 'look-around'],
  ['(a)\\1', '   ^^', 'back-reference'],
  ['(?<crate>a)\\k<crate>', '           ^^^^^^^^^', 'back-reference'],
  ['^a', '^', 'anchor'],
  ['a$', ' ^', 'anchor'],
  ['a\\b', ' ^^', 'anchor'],
  ['ab+?', ' ^^^', 'lazy-quantifier'],
  ['a{2,3}?', '^^^^^^^', 'lazy-quantifier'],
  ['(?i:a)', '  ^', 'modifiers'],
  ['a(b', ' ^^', 'bad-pattern'],
  ['a(b[cd', '   ^^^', 'bad-pattern'],
  ['[b-a]', '^^^^', 'bad-pattern'],
  ['*a', '^', 'bad-pattern'],
  ['ab++', '   ^', 'bad-pattern'],
  ['a{5,2}b', ' ^^^^^', 'bad-pattern'],
  ['a|b)', '   ^', 'bad-pattern'],
  ['a(?>b)', ' ^', 'bad-pattern'],
  ['a\\', ' ^', 'bad-pattern'],
  ['\\k<crate>', '        ^', 'bad-pattern'],
  ['a{2000}', '^^^^^^^', 'repeat'],
  ['(a{900}){900}', '^^^^^^^^^^^^^', 'states'],
];

for (const [pattern, place, reason] of PATTERNS) {
  syntax(`refuses the token pattern ${pattern}`, () => {
    const { problems } = parseTokens(new Map([['crate', pattern]]));
    assert.is(problems.length, 1);
    const [problem] = problems;
    assert.is(problem!.args.reason, reason);
    assert.is(problem!.token, 'crate');
    assert.is(' '.repeat(problem!.offset) + '^'.repeat(problem!.length), place);
  });
}

syntax('refuses names that mean something already, or could not be written', () => {
  const names = ['int', 'YYYY', 'HH:mm', 'a b', '', '1a', 'a|b', 'a}'];
  const { problems } = parseTokens(new Map(names.map((name) => [name, 'x'])));
  assert.equal(
    problems.map(({ token, args }) => [token, args.reason]),
    names.map((name) => [name, /^(int|YYYY)$/.test(name) ? 'reserved-token-name' : 'token-name']),
  );
});

syntax('does not blame a mask for the pattern of its token', () => {
  const { tokens } = parseTokens(new Map([['crate', '(']]));
  assert.equal(parseMask('/pier/{crate}', tokens).problems, []);
});

syntax('proposes the tokens of the configuration too', () => {
  const { tokens } = parseTokens(new Map([['station', '[A-Z]{3}']]));
  const [problem] = parseMask('/pier/{statoin}', tokens).problems;
  assert.is(problem!.args['nearest'], 'station');
});

syntax('refuses half a character', () => {
  const [problem] = parseMask('/pier/\ud83d.csv').problems;
  assert.equal([problem!.offset, problem!.args.reason], [6, 'lone-surrogate']);
});

syntax.run();
