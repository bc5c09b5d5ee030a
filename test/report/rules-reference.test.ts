import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { RULE_IDS } from '../../src/catalogue/index.ts';
import { rulesReference } from '../../src/report/index.ts';

const test = suite('report/rules-reference');

test('a section for every rule, below its area', () => {
  const page = rulesReference();
  const ids = [...page.matchAll(/^### (.+)$/gm)].map((match) => match[1]);
  assert.equal(
    ids,
    [...RULE_IDS].sort((a, b) => areaOf(a) - areaOf(b)),
  );
  assert.match(page, '## file\n');
  assert.match(page, 'by-name `info` · by-position `error` · exact `error`');
  assert.match(page, /### config\/unused\n\n.+ Level: `warn`\./);
});

/** Areas stand in the order in which they first occur among the rules. */
function areaOf(id: string): number {
  return RULE_IDS.findIndex((other) => other.split('/')[0] === id.split('/')[0]);
}

test.run();
