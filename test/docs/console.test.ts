import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { main } from '../../src/cli/main.ts';
import { configurationOf, dummyEnv } from './configurations.ts';
import { type Fence, pages } from './pages.ts';

const test = suite('docs/console');

const PROMPT = '$ npx datagalaxy-s3 ';

/** What a command prints beside a configuration file, and the keys of its `<<` lines on stdin. */
async function run(command: string, config: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'docs-'));
  try {
    writeFileSync(join(folder, 'datagalaxy.config.yaml'), config);
    const [words = '', keys] = command.split(' <<< ');
    let text = '';
    const output = {
      isTerminal: false,
      isClosed: () => false,
      columns: 100,
      write: async (part: string) => {
        text += part;
      },
    };
    await main(wordsOf(words), {
      cwd: folder,
      env: { ...dummyEnv(config), HOME: folder },
      stdin: (async function* () {
        yield Buffer.from(wordsOf(keys ?? '').join('\n'));
      })(),
      stdout: output,
      stderr: output,
      signal: new AbortController().signal,
      now: () => 0,
    });
    return text;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Words of a command line; quotes hold spaces and line ends, `$'a\nb'` is a line each. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/\$'([^']*)'|'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, lines, single, double, bare]) =>
      lines?.replaceAll('\\n', '\n') ?? single ?? double ?? bare ?? '',
  );

/** Commands of a block with what is shown below each. */
function commandsOf({ text }: Fence): readonly { command: string; shown: string }[] {
  return text
    .split(/^(?=\$ )/m)
    .filter((part) => part.startsWith(PROMPT))
    .map((part) => {
      const end = part.indexOf('\n');
      const command = part.slice(PROMPT.length, end < 0 ? undefined : end);
      return { command, shown: end < 0 ? '' : part.slice(end + 1) };
    });
}

/** Blank lines at the ends and after a line's text are no part of an example. */
const tidy = (text: string): string => text.replace(/[ \t]+$/gm, '').trim();

for (const { fences } of pages()) {
  let config: string | undefined;
  for (const fence of fences) {
    if (fence.language === 'yaml') config = configurationOf(fence.text) ?? config;
    if (fence.language !== 'console') continue;
    const beside = config;
    for (const { command, shown } of commandsOf(fence)) {
      test(`${fence.place} ${command}`, async () => {
        assert.ok(beside !== undefined, 'no configuration stands before it');
        assert.is(tidy(await run(command, beside)), tidy(shown));
      });
    }
  }
}

test('every command that a block names exists', () => {
  const names = COMMANDS.map(({ name }) => name);
  const called = pages().flatMap(({ fences }) =>
    fences.flatMap(({ place, text }) =>
      [...text.matchAll(/\bnpx datagalaxy-s3 ([a-z -]+)/g)].map(([, words = '']) => ({
        place,
        words,
      })),
    ),
  );
  assert.ok(called.length > 10);
  const unknown = called.filter(({ words }) => !names.some((name) => isCall(words, name)));
  assert.equal(unknown, []);
});

const isCall = (words: string, name: string): boolean =>
  words === name || words.startsWith(`${name} `);

test('commands are found with what they print', () => {
  const text = '$ npx datagalaxy-s3 check\nall is well\n$ ls\nx\n$ npx datagalaxy-s3 rules';
  const fence: Fence = { language: 'console', text, place: 'docs/quay.md:1', line: 1, section: 0 };
  assert.equal(commandsOf(fence), [
    { command: 'check', shown: 'all is well\n' },
    { command: 'rules', shown: '' },
  ]);
});

test.run();
