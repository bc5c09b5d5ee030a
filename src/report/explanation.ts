import type { Level } from '../catalogue/index.ts';
import type { Config, MaskEntry } from '../config/index.ts';
import type { EntryVerdict, KeyExplanation } from '../mask/index.ts';
import { defaultLevel, type Rule } from '../rules/index.ts';
import { createColors } from './colors.ts';
import { counted, escaped, quoted } from './words/quoted.ts';

/** Why a key goes where it goes, for a person: the winner and its captures, then where each other mask stopped. */
export function keyExplanationText(
  bucket: {
    readonly name: string;
    readonly prefix: string;
    readonly unmatched: Unmatched;
    readonly masks: readonly MaskEntry[];
  },
  key: string,
  explanation: KeyExplanation,
  colour: boolean,
): string {
  const colors = createColors(colour);
  const { winner, captures, dataset, verdicts } = explanation;
  const entry = bucket.masks[winner];
  const lines = [colors.bold(`${escaped(bucket.name)}  ${escaped(key, 1_100)}`), ''];
  if (entry === undefined) lines.push(`  no mask takes it: ${UNMATCHED[bucket.unmatched]}`);
  else {
    const verb = entry.kind === 'mask' ? colors.green('taken by') : colors.yellow('excluded by');
    lines.push(`  ${verb}  ${escaped(entry.text)}  ${colors.dim(`line ${entry.location.line}`)}`);
  }
  if (!key.startsWith(bucket.prefix)) {
    lines.push(
      `  ${colors.yellow('never listed')}: the bucket's prefix is ${quoted(bucket.prefix)}`,
    );
  }
  if (key.endsWith('/') && entry?.kind === 'mask') {
    lines.push('  a directory  where the object has no bytes: no mask takes it then');
  }
  if (dataset !== undefined) {
    lines.push(`  dataset   ${escaped(dataset)}`, `  catalogue ${cataloguePlace(dataset)}`);
  }
  if (captures.length > 0) {
    const width = Math.max(...captures.map(({ name }) => name.length));
    lines.push('', '  captured values');
    for (const { name, text, separates } of captures) {
      const role = separates ? colors.dim('  separates') : '';
      lines.push(`    ${escaped(name).padEnd(width)}  ${quoted(text)}${role}`);
    }
  }
  const others = verdicts.filter(({ kind }) => kind !== 'wins');
  if (others.length > 0) lines.push('', '  the other masks');
  for (const verdict of others) {
    const other = bucket.masks[verdict.entry];
    if (other === undefined) continue;
    const what = other.kind === 'exclude' ? 'exclude ' : '';
    lines.push(
      `    ${what}${escaped(other.text)}  ${colors.dim(`line ${other.location.line}`)}`,
      `      ${verdictText(verdict, key)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

type Unmatched = Config['buckets'][number]['unmatched'];

/** What becomes of a key that no mask takes. */
const UNMATCHED: Readonly<Record<Unmatched, string>> = {
  ignore: 'it is left out (unmatched: ignore)',
  list: 'it is a file of its own (unmatched: list)',
  error: 'it is left out and reported (unmatched: error)',
};

/** What a key that no mask takes was perhaps meant to be: keys begin with neither their bucket nor a slash. */
export function strayKeyText(key: string): string {
  const meant = key.replace(/^s3:\/\/[^/]*/, '').replace(/^\/+/, '');
  if (meant === key || meant === '') return '';
  return `note: a key has no ${key.startsWith('/') ? 'slash' : 'bucket'} at its beginning: did you mean ${quoted(meant, 1_100)}?\n`;
}

/** `datasource / {YYYYMMDD} / file.csv`: the place in the catalogue. */
const cataloguePlace = (dataset: string): string =>
  escaped(dataset.slice(1).split('/').join(' / '));

function verdictText(verdict: EntryVerdict, key: string): string {
  switch (verdict.kind) {
    case 'wins':
      return 'takes it';
    case 'too-late':
      return 'takes it too, but comes later';
    case 'stops': {
      const segment = key.split('/')[verdict.segment - 1] ?? '';
      const found = verdict.found === '' ? 'the key ends' : `it has ${quoted(verdict.found)}`;
      const place = `segment ${verdict.segment} ${quoted(segment, 80)}, character ${verdict.character}`;
      return `stops in ${place}: ${found}, expected ${verdict.expected.map((one) => escaped(one)).join(' or ')}`;
    }
  }
}

/** Keys of a list that were perhaps meant otherwise. */
export interface StrayKeys {
  /** The byte order mark that the list begins with. */
  readonly mark: 'none' | 'utf-8' | 'utf-16';
  /** Keys with a byte 0, as all have in UTF-16. */
  readonly zeros: number;
  /** Keys that end in a carriage return. */
  readonly returns: number;
  /** Keys that no mask takes, and that begin with a slash. */
  readonly slashes: number;
}

/** What may be wrong with a list of keys. Empty where nothing shows. */
export function strayKeysText({ mark, zeros, returns, slashes }: StrayKeys): string {
  const isPart = 'that is taken for a part of the key';
  const notes: string[] = [];
  if (mark === 'utf-16' || zeros > 0) {
    const sign = zeros > 0 ? `${counted(zeros, 'key')} with a byte 0` : 'a byte order mark';
    notes.push(`${sign}: the list seems to be UTF-16, and is read as UTF-8`);
  }
  if (mark === 'utf-8') notes.push(`the first key with a byte order mark ${isPart}`);
  if (returns > 0) {
    notes.push(`${counted(returns, 'key')} with a carriage return at the end ${isPart}`);
  }
  if (slashes > 0) {
    notes.push(
      `${counted(slashes, 'key')} without a mask, with a slash at the beginning ${isPart}`,
    );
  }
  return notes.map((note) => `note: ${note}\n`).join('');
}

/** What `check` did not do for a bucket with very many masks that are alike. */
export function incompleteProofsText(bucket: string): string {
  return `note: the masks of ${quoted(bucket)} were not all compared, that would take too long: there may be more to find\n`;
}

/** Why the readings of earlier runs are not used. */
export function committedCacheText(folder: string): string {
  return `note: ${quoted(folder)} is committed to git, so that a pull request could change what it says of the lake: it is not used. Remove it:  git rm -r --cached ${folder}\n`;
}

/** What a rule means, for a person. */
export function ruleText(rule: Rule, config: Config | undefined, colour: boolean): string {
  const colors = createColors(colour);
  const profile = config?.rules.profile ?? 'by-name';
  const levels: readonly [string, Level][] =
    typeof rule.level === 'string'
      ? [['level', rule.level]]
      : (['by-name', 'by-position', 'exact', 'inventory'] as const).map((name) => [
          name === profile ? `${name} (yours)` : name,
          defaultLevel(rule.id, name),
        ]);
  const width = Math.max(...levels.map(([name]) => name.length));
  return [
    colors.bold(rule.id),
    '',
    `  ${rule.purpose}`,
    '',
    ...levels.map(([name, level]) => `  ${name.padEnd(width)}  ${level}`),
    '',
    `  Why: ${rule.why}`,
    '',
    `  Fix: ${rule.fix}`,
    '',
  ].join('\n');
}
