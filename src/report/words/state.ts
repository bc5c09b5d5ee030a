import type { Json, Observation, STATE_RULES } from '../../catalogue/index.ts';
import { shown } from './change.ts';
import { counted, plain, quoted } from './quoted.ts';
import type { RuleWords, Words } from './words.ts';

/** What made a file undecodable, by the reader's reason. Other reasons name a part of the format. */
const UNDECODABLE = new Map<Json | undefined, string>([
  ['binary', 'it holds binary data, not text'],
  ['markup', 'it holds HTML or XML, not a table'],
  ['unknown-encoding', 'its configured encoding is not known here'],
  ['gzip', 'its gzip data is corrupt'],
  ['zstd', 'its zstd data is corrupt'],
  ['bzip2', 'its bzip2 data is corrupt'],
  ['snappy', 'its Snappy data is corrupt'],
  ['json', 'it is not valid JSON'],
  ['cut', 'it ends too early'],
]);

/** The words of what is wrong with files as they are. The path is told by whatever stands around the sentence. */
export const stateWords: RuleWords<(typeof STATE_RULES)[number]> = {
  'file/no-header': ({ args }) => ({
    message:
      args['assumed'] === true
        ? 'the first row is taken for the header without certainty: it may be data'
        : 'the first row looks like data, so the fields are called column_1, column_2 and so on',
    next: 'set csv.header to true if it is the header, or to false if there is none',
  }),
  'file/empty': () => ({
    message: 'the file holds nothing to read fields from',
    next: 'exclude such files, or take the oldest of the group with sample.take',
  }),
  'file/undecodable': ({ args }) => ({
    message:
      UNDECODABLE.get(args['reason']) ??
      `it cannot be read as what it claims to be (${plain(args['reason'])})`,
    next: 'look at how it was written; its fields stay the last ones known',
  }),
  'file/ambiguous-delimiter': ({ args }) => ({
    message: `the fields seem to be separated by ${separator(args['delimiter'])}, but ${separator(args['alternative'])} is nearly as likely`,
    next: 'set csv.delimiter for it',
  }),
  'file/ragged-rows': ({ args }) => ({
    message: `rows do not all have ${counted(Number(args['fields'] ?? 0), 'field')}`,
    next: 'look for delimiters and quotes that are not quoted where it is written',
  }),
  'file/duplicate-field': ({ subject, args }) => ({
    message: `another field is called ${quoted(args['name'])}; this one is shown as ${quoted(subject.field)}`,
    next: 'give each field a name of its own where the file is written',
  }),
  'file/blank-field': ({ subject, args }) => ({
    message: `the header has no name at position ${plain(args['position'])}; the field is shown as ${quoted(subject.field)}`,
    next: 'name it where the file is written',
  }),
  'file/untrimmed-field': ({ subject }) => ({
    message: `the name ${quoted(subject.field)} begins or ends with white space`,
    next: 'trim it where the file is written: readers differ on whether the space is part of the name',
  }),
  'dataset/mixed-headers': mixedHeadersWords,
};

/** An empty text stands for a single column. */
function separator(delimiter: Json | undefined): string {
  return delimiter === '' ? 'nothing (one field)' : shown(delimiter);
}

/** How a variant differs from the first, which the fields are taken from. */
function differenceOf(variant: { readonly [name: string]: Json }): string {
  const parts = [
    ['without', variant['missing']],
    ['with', variant['extra']],
  ].flatMap(([word, names]) =>
    Array.isArray(names) && names.length > 0
      ? `${word} ${names
          .slice(0, 3)
          .map((name) => quoted(name))
          .join(', ')}${names.length > 3 ? ', …' : ''}`
      : [],
  );
  return ` (${parts.length === 0 ? 'in another order, or one of them twice' : parts.join(', ')})`;
}

function mixedHeadersWords({ volatile = {} }: Observation): Words {
  const variants = Array.isArray(volatile['variants']) ? volatile['variants'] : [];
  const parts = variants.map((variant, i) => {
    const files = counted(Number(variant['files'] ?? 0), 'file');
    const fields = counted(Number(variant['fields'] ?? 0), 'field');
    return `${files} with ${fields} such as ${quoted(variant['key'])}${i === 0 ? '' : differenceOf(variant)}`;
  });
  const told =
    parts.length === 0 ? '' : `: ${parts.slice(0, 3).join('; ')}${parts.length > 3 ? '; …' : ''}`;
  return {
    message: `objects of the same mask do not have the same fields${told}`,
    next: 'split the mask, or make the producers agree',
  };
}
