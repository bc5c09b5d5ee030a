import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compileMasks, parseMask, parseTokens } from '../../src/mask/index.ts';
import { maskBlocks } from './mask-cases.ts';

const cases = suite('mask cases');

for (const block of maskBlocks()) {
  cases(`${block.place} ${block.entries.map(({ text }) => text).join(' ')}`, () => {
    const { tokens, problems } = parseTokens(block.tokens);
    assert.equal(problems, []);
    const entries = block.entries.map(({ kind, text }) => {
      const parsed = parseMask(text, tokens);
      assert.equal(parsed.problems, [], text);
      assert.is(parsed.mask!.text, text);
      return { kind, mask: parsed.mask! };
    });
    const set = compileMasks(entries);
    const matcher = set.matcher();
    for (const { key, line, mask } of block.keys) {
      const bytes = Buffer.from(key);
      const winner = matcher.match(bytes, 0, bytes.length);
      const found = winner >= 0 && entries[winner]!.kind === 'mask' ? winner : -1;
      assert.is(found, mask, `line ${line}: ${key}`);
    }
    for (const { captures, key, line } of block.captures) {
      const bytes = Buffer.from(key);
      const found = set.captures(matcher.match(bytes, 0, bytes.length), bytes) ?? [];
      const shown = found.map(({ name, text }) => `${name}=${text}`).join(', ');
      assert.is(shown, captures, `line ${line}: ${key}`);
    }
  });
}

cases.run();
