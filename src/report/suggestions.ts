import type { Suggestion } from '../mask/index.ts';
import { counted, escaped, grouped } from './words/quoted.ts';

export interface ProposedMask extends Suggestion {
  /** It is for a single key that does not look like data: shown, and left to the reader. */
  readonly aside: boolean;
}

/** Masks proposed for one source of keys. */
export interface Proposals {
  /** Absent for keys from a file. */
  readonly bucket?: string;
  /** Keys looked at, and those of them that are to be taken by a mask. */
  readonly keys: number;
  readonly unmatched: number;
  readonly suggestions: readonly ProposedMask[];
}

/** What `masks suggest --format json` prints; `left` are unmatched keys that no proposal takes. */
export function suggestionsRecord(sources: readonly Proposals[]): object {
  const sum = (of: (source: Proposals) => number): number =>
    sources.reduce((total, source) => total + of(source), 0);
  return {
    keys: sum(({ keys }) => keys),
    unmatched: sum(({ unmatched }) => unmatched),
    left: sum(leftOf),
    suggestions: sources.flatMap(({ bucket, suggestions }) =>
      suggestions.map(({ aside, count, examples, mask }) => ({
        ...(bucket === undefined ? {} : { bucket }),
        mask,
        count,
        examples,
        ...(aside ? { aside } : {}),
      })),
    ),
  };
}

/**
 * The proposals for people, as YAML: in comments each with its count and examples, then all of them ready to be pasted, those set aside
 * in a comment.
 * Nothing of a key can leave its comment or its quotes.
 */
export function suggestionsText(sources: readonly Proposals[]): string {
  const comments = sources.flatMap(commentLines).map((line) => (line === '' ? '#' : `# ${line}`));
  return `${[...comments, ...yamlLines(sources)].join('\n')}\n`;
}

/** Room for the longest key with all of it escaped, so that no example is cut. */
const KEY_WIDTH = 8_192;

function commentLines(source: Proposals): readonly string[] {
  const { bucket, keys, unmatched, suggestions } = source;
  const where = bucket === undefined ? '' : `${escaped(bucket)}: `;
  const taken = keys === unmatched ? '' : `, ${grouped(unmatched)} of them in no mask`;
  const lines = [`${where}${counted(keys, 'key')}${taken}`, ''];
  for (const { mask, count, examples } of suggestions) {
    lines.push(`${counted(count, 'key')}  ${escaped(mask, KEY_WIDTH)}`);
    lines.push(...examples.map((key) => `    ${escaped(key, KEY_WIDTH)}`));
    lines.push('');
  }
  const left = leftOf(source);
  if (left > 0) {
    lines.push(
      `${counted(left, 'key')} more ${left === 1 ? 'is' : 'are'} not shown: ${left === 1 ? 'it is' : 'they are'} of rarer shapes (see --limit), or not UTF-8 text that a mask could take`,
      '',
    );
  }
  return lines;
}

const leftOf = ({ unmatched, suggestions }: Proposals): number =>
  suggestions.reduce((left, { count }) => left - count, unmatched);

function yamlLines(sources: readonly Proposals[]): readonly string[] {
  const [only] = sources;
  if (only !== undefined && only.bucket === undefined) return masksLines(only, '');
  const found = sources.filter(({ suggestions }) => suggestions.length > 0);
  if (found.length === 0) return ['buckets: []'];
  return [
    'buckets:',
    ...found.flatMap((source) => [
      `  - name: ${yamlString(source.bucket ?? '')}`,
      ...masksLines(source, '    '),
    ]),
  ];
}

function masksLines({ suggestions }: Proposals, indent: string): readonly string[] {
  const list = (aside: boolean, mark: string) =>
    suggestions
      .filter((one) => one.aside === aside)
      .map(({ mask }) => `${indent}  ${mark}- ${yamlString(mask)}`);
  const [masks, aside] = [list(false, ''), list(true, '# ')];
  return [
    masks.length === 0 ? `${indent}masks: []` : `${indent}masks:`,
    ...masks,
    ...(aside.length === 0 ? [] : [`${indent}  ${ASIDE}`, ...aside]),
  ];
}

const ASIDE = '# Single keys that do not look like data. Uncomment those that are:';

/** A double-quoted scalar: JSON's escapes are YAML's too, and what hides or acts on a terminal is escaped as well. */
const yamlString = (text: string): string =>
  JSON.stringify(text).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`;
  });
