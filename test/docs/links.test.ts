import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Page, pages, parsePage, ROOT } from './pages.ts';

const test = suite('docs/links');

const all = pages();
const byFile = new Map(all.map((page) => [page.file, page]));

/** What a relative link of a page leads to, relative to the root. */
const placeOf = (file: string, target: string): string =>
  posix.join(posix.dirname(file), target.split('#')[0] || posix.basename(file));

/** Links of a page that lead nowhere, as `FILE:LINE TARGET`. Addresses on the web are not asked for. */
function deadLinks({ file, links, anchors }: Page): readonly string[] {
  return links
    .filter(({ target }) => !/^[a-z]+:/i.test(target))
    .filter(({ target }) => {
      const [path, anchor] = target.split('#');
      const there = placeOf(file, target);
      if (path !== '' && !existsSync(ROOT + there)) return true;
      if (anchor === undefined) return false;
      return !(path === '' ? anchors : byFile.get(there)?.anchors)?.has(anchor);
    })
    .map(({ target, line }) => `${file}:${line} ${target}`);
}

for (const page of all) {
  test(`every relative link of ${page.file} leads somewhere`, () => {
    assert.equal(deadLinks(page), []);
  });
}

test('every page is reached from the front page', () => {
  const reached = new Set(['README.md']);
  for (const file of reached) {
    for (const { target } of byFile.get(file)?.links ?? []) {
      reached.add(placeOf(file, target));
    }
  }
  assert.equal(
    all.map(({ file }) => file).filter((file) => !reached.has(file)),
    [],
  );
});

test('a link to nothing is noticed, a link in code is none', () => {
  const page = parsePage(
    'docs/harbour.md',
    '# The quay & its cranes\n[a](#the-quay--its-cranes) [b](#pier) [c](pier.md) [d](masks.md)\n`[e](x.md)`\n```md\n[f](y.md)\n```\n',
  );
  assert.equal(deadLinks(page), ['docs/harbour.md:2 #pier', 'docs/harbour.md:2 pier.md']);
});

test.run();
