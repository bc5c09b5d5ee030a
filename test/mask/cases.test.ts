import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  analyseMasks,
  compileMasks,
  type MaskFinding,
  parseMask,
  parseTokens,
} from '../../src/mask/index.ts';
import { type MaskBlock, maskBlocks } from './mask-cases.ts';

const cases = suite('mask cases');

for (const block of maskBlocks()) {
  cases(`${block.place} ${block.entries.map(({ text }) => text).join(' ')}`, () => {
    const entries = entriesOf(block);
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
    checkFindings(block);
  });
}

function entriesOf(block: MaskBlock) {
  const { tokens, problems } = parseTokens(block.tokens);
  assert.equal(problems, []);
  return block.entries.map(({ kind, text }) => {
    const parsed = parseMask(text, tokens);
    assert.equal(parsed.problems, [], text);
    assert.is(parsed.mask!.text, text);
    return { kind, mask: parsed.mask! };
  });
}

function checkFindings(block: MaskBlock) {
  const { findings, complete } = analyseMasks(entriesOf(block), { prefix: block.prefix });
  assert.ok(complete);
  if (block.quiet) assert.equal(findings, []);
  for (const { line, rule, witness } of block.findings) {
    const found = findings.filter((finding) => finding.rule === rule);
    assert.ok(found.length > 0, `line ${line}: ${rule} is not found`);
    if (witness !== undefined) assert.ok(found.some(hasWitness(witness)), `line ${line}`);
  }
  // A block that states what is found states every rule.
  if (block.findings.length === 0) return;
  const stated = new Set(block.findings.map(({ rule }) => rule));
  assert.equal([...new Set(findings.map(({ rule }) => rule))].sort(), [...stated].sort());
}

const hasWitness = (witness: string) => (finding: MaskFinding) =>
  finding.rule === 'mask/overlap' && finding.witness === witness;

cases.run();
