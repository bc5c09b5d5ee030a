import * as assert from 'uvu/assert';
import {
  analyseMasks,
  compileMasks,
  type MaskFinding,
  type MaskProblem,
  parseMask,
  parseTokens,
} from '../../src/mask/index.ts';
import type { MaskBlock } from './mask-cases.ts';

/** Asserts everything that a text case states: winners, captures, datasets, findings. */
export function checkMaskBlock(block: MaskBlock): void {
  const entries = entriesOf(block);
  const set = compileMasks(entries);
  const matcher = set.matcher();
  const winnerOf = (bytes: Uint8Array) => matcher.match(bytes, 0, bytes.length);
  for (const { key, line, mask } of block.keys) {
    const winner = winnerOf(Buffer.from(key));
    const found = winner >= 0 && entries[winner]!.kind === 'mask' ? winner : -1;
    assert.is(found, mask, `line ${line}: ${key}`);
  }
  for (const { captures, key, line } of block.captures) {
    const bytes = Buffer.from(key);
    const found = set.captures(winnerOf(bytes), bytes) ?? [];
    const shown = found.map(({ name, text }) => `${name}=${text}`).join(', ');
    assert.is(shown, captures, `line ${line}: ${key}`);
  }
  for (const { dataset, key, line } of block.datasets) {
    const bytes = Buffer.from(key);
    assert.is(set.datasetOf(winnerOf(bytes), bytes), dataset, `line ${line}: ${key}`);
  }
  checkFindings(block);
}

/** Asserts a case of `syntax.errors`: a mask and the carets, rules and reasons of what is wrong with it. */
export function checkMaskMistakes(block: string): void {
  const lines = block.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const [mask = '', ...expected] = lines;
  const { mask: parsed, problems } = parseMask(mask);
  assert.is(parsed, undefined);
  assert.equal(problems.map(lineOf), expected);
}

/** Carets under the place, the rule, the reason, the nearest name. */
function lineOf({ rule, offset, length, args }: MaskProblem): string {
  const nearest = args['nearest'] === undefined ? '' : ` ${args['nearest']}`;
  return `${' '.repeat(offset)}${'^'.repeat(length)} ${rule} ${args.reason}${nearest}`;
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

function checkFindings(block: MaskBlock): void {
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
