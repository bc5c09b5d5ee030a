import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One block of a text case: see the top of `test/cases/masks/basics.txt`. */
export interface MaskBlock {
  /** `FILE:LINE` of its first line. */
  readonly place: string;
  /** Name to regular expression, from `token NAME PATTERN` lines. */
  readonly tokens: ReadonlyMap<string, string>;
  /** From a `prefix PREFIX` line. */
  readonly prefix: string;
  readonly entries: readonly { readonly kind: 'mask' | 'exclude'; readonly text: string }[];
  readonly keys: readonly { readonly line: number; readonly key: string; readonly mask: number }[];
  readonly findings: readonly {
    readonly line: number;
    readonly rule: string;
    readonly witness?: string;
  }[];
  /** From `= KEY: NAME=VALUE, …` lines. */
  readonly captures: readonly {
    readonly line: number;
    readonly key: string;
    readonly captures: string;
  }[];
  /** From `> KEY: DATASET` lines. */
  readonly datasets: readonly {
    readonly line: number;
    readonly key: string;
    readonly dataset: string;
  }[];
  /** From `! none` lines: `check` reports nothing. */
  readonly quiet: boolean;
}

const folder = fileURLToPath(new URL('../cases/masks/', import.meta.url));

/** Every block of every file in `test/cases/masks`, files by name. */
export function maskBlocks(): readonly MaskBlock[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .flatMap((file) => blocksOf(file, readFileSync(folder + file, 'utf8')));
}

/** The blocks of a text; `file` is what their places name. */
export function blocksOf(file: string, text: string): MaskBlock[] {
  const blocks: MaskBlock[] = [];
  let lines: [number, string][] = [];
  const flush = () => {
    if (lines.length > 0) blocks.push(blockOf(file, lines));
    lines = [];
  };
  text.split('\n').forEach((line, i) => {
    if (line === '') flush();
    else if (!line.startsWith('#')) lines.push([i + 1, line]);
  });
  flush();
  return blocks;
}

function blockOf(file: string, lines: readonly [number, string][]): MaskBlock {
  const tokens = new Map<string, string>();
  const entries: { kind: 'mask' | 'exclude'; text: string }[] = [];
  const keys: { line: number; key: string; mask: number }[] = [];
  const findings: { line: number; rule: string; witness?: string }[] = [];
  const captures: { line: number; key: string; captures: string }[] = [];
  const datasets: { line: number; key: string; dataset: string }[] = [];
  let prefix = '';
  let quiet = false;
  for (const [line, content] of lines) {
    const [, word = '', rest = ''] = /^(\S+) ?(.*)$/s.exec(content) ?? [];
    if (word === 'mask' || word === 'exclude') entries.push({ kind: word, text: rest });
    else if (word === 'prefix') prefix = rest;
    else if (word === 'token') {
      const space = rest.indexOf(' ');
      tokens.set(rest.slice(0, space), rest.slice(space + 1));
    } else if (word === '-') keys.push({ line, key: unescaped(rest), mask: -1 });
    else if (/^\+\d*$/.test(word)) {
      keys.push({ line, key: unescaped(rest), mask: Number(word.slice(1) || '1') - 1 });
    } else if (word === '!' && rest === 'none') quiet = true;
    else if (word === '!') {
      const [, rule = '', witness] = /^(\S+?)(?:: (.*))?$/.exec(rest) ?? [];
      findings.push(witness === undefined ? { line, rule } : { line, rule, witness });
    } else if (word === '=' || word === '>') {
      const colon = rest.indexOf(': ');
      const key = unescaped(rest.slice(0, colon));
      const said = rest.slice(colon + 2);
      if (word === '=') captures.push({ line, key, captures: said });
      else datasets.push({ line, key, dataset: said });
    } else throw new Error(`${file}:${line}: not a case: ${content}`);
  }
  const place = `${file}:${lines[0]![0]}`;
  return { place, tokens, prefix, entries, keys, findings, captures, datasets, quiet };
}

/** `\u{7}` stands for a character that a text file should not hold. */
const unescaped = (text: string): string =>
  text.replace(/\\u\{([0-9a-f]+)\}/g, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)));
