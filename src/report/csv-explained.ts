import type { FindingArgs, Json } from '../catalogue/index.ts';
import { counted, escaped, grouped, quoted } from './words/quoted.ts';

/** What speaks for or against a dialect, or a header, in words; by the name it has in the model. */
export const DIALECT_FEATURES: Readonly<Record<string, string>> = {
  allRegular: 'all rows as wide as each other',
  blank: 'blank cells',
  closed: 'quotes that close at the end of their cell',
  'delimiter bar': 'a bar is common',
  'delimiter colon': 'a colon is rare',
  'delimiter comma': 'a comma is often text',
  'delimiter control': 'a control character',
  'delimiter letter': 'a letter is rare',
  'delimiter none': 'one column needs no delimiter',
  'delimiter other': 'an unusual delimiter',
  'delimiter semicolon': 'a semicolon is common',
  'delimiter space': 'a space is often text',
  'delimiter tab': 'a tab is common',
  escape: 'an escape character',
  firstFilled: 'the first row is filled',
  firstWide: 'the first row is as wide as the rest',
  homogeneous: 'columns of one kind',
  lost: 'text after a quote that never closes',
  odd: 'cells of no known kind',
  open: 'a quote that never closes',
  preamble: 'rows passed over before the table',
  preambled: 'something before the table',
  'quote double': 'double quotes are common',
  'quote none': 'no quotes at all',
  'quote single': 'single quotes',
  quoteUnused: 'the quote is never used',
  rareText: 'text around an unusual delimiter',
  regular: 'rows as wide as the table',
  regularMany: 'many rows as wide as the table',
  rival: 'another delimiter inside cells',
  single: 'one column',
  singleRival: 'one column with delimiters inside',
  singleTyped: 'one column of typed values',
  spaced: 'spaces around quotes',
  spaces: 'cells that begin with a space',
  stray: 'quotes inside of cells',
  strayRows: 'rows with quotes inside of cells',
  text: 'cells of running text',
  torn: 'rows that are one value torn apart',
  two: 'two columns',
  typed: 'cells that are numbers, dates and the like',
  unbalanced: 'brackets that the delimiter leaves open',
  width: 'number of columns',
  widthRegular: 'number of columns, where rows keep to it',
  widths: 'rows of many widths',
  word: 'cells of one word',
};

export const HEADER_FEATURES: Readonly<Record<string, string>> = {
  alike: 'names of the same kind as the values below',
  allTextual: 'columns of text throughout',
  alone: 'no rows below',
  aloneTyped: 'no rows below, and typed cells',
  anyAlike: 'a name of the same kind as the values below',
  anyBlank: 'a blank name',
  anyContrast: 'a name above typed values',
  anyExact: 'a name of nothing but words that name fields',
  anyLength: 'a name much longer or shorter than the values below',
  anyRepeated: 'a name that comes again below',
  anyTyped: 'a name that is a value',
  anyVocabulary: 'a word that names fields',
  bias: 'most tables have a header, or not',
  blank: 'blank names',
  code: 'names that look like codes',
  contrast: 'names above typed values',
  date: 'names that are dates',
  duplicate: 'a name that stands twice',
  duplicateTyped: 'a value that stands twice',
  exact: 'names of nothing but words that name fields',
  firstBlankOnly: 'a blank first name, as above row numbers',
  identifiers: 'names that are identifiers',
  length: 'names longer or shorter than the values below',
  link: 'names that are links',
  long: 'very long names',
  lower: 'names in lower case',
  narrow: 'fewer names than columns',
  numeric: 'names that are numbers',
  odd: 'names of no known kind',
  pattern: 'names shaped otherwise than the values below',
  repeated: 'names that come again below',
  rows: 'number of rows',
  samePattern: 'names shaped like the values below',
  sequence: 'numbers that rise, such as years, or dates',
  single: 'one column',
  textual: 'columns of text',
  typed: 'names that are values',
  unique: 'names that differ from one another',
  upper: 'names in capitals',
  vocabulary: 'words that name fields',
  wide: 'more names than columns',
  width: 'number of columns',
  wordly: 'names of words',
};

const ENCODINGS: Readonly<Record<string, string>> = {
  configured: 'as configured',
  bom: 'by its byte order mark',
  'nul-pattern': 'by where its NUL bytes stand',
  valid: 'every byte fits',
  hint: 'as last time, or as in the other members',
  statistics: 'by the frequency of its bytes',
  fallback: 'nothing else fits',
};

const HEADERS: Readonly<Record<string, string>> = {
  configured: 'as configured',
  hint: 'as last time, or as in the other members',
};

type Facts = Readonly<Record<string, Json>>;

/** Lines that tell how a table of text was read: its encoding, the dialects tried and why one won, and why it has a header or none. */
export function csvExplained(explanation: FindingArgs): readonly string[] {
  const { comments, confidence, encoding, preamble, rows } = explanation;
  const candidates = explanation['candidates'] as readonly Facts[];
  const header = explanation['header'] as Facts;
  const skipped = [
    ...(comments === 0 ? [] : [counted(Number(comments), 'comment line')]),
    ...(preamble === 0 ? [] : [counted(Number(preamble), 'row')]),
  ];
  return [
    `  encoding   ${ENCODINGS[String(encoding)] ?? escaped(String(encoding))}`,
    `  dialect    confidence ${Math.round(100 * Number(confidence))} %, of ${counted(candidates.length, 'candidate')}`,
    ...candidates.flatMap((one) => [
      `    score ${points(one['score'])}  ${dialectOf(one)}, ${counted(Number(one['width']), 'column')}`,
      ...reasonsOf(one, DIALECT_FEATURES),
    ]),
    `  header     ${beliefOf(header)}`,
    ...reasonsOf(header, HEADER_FEATURES),
    `  rows       ${grouped(Number(rows))} looked at${skipped.length === 0 ? '' : `, after ${skipped.join(' and ')}`}`,
  ];
}

function dialectOf(dialect: Facts): string {
  const { delimiter, quote } = dialect;
  const escaping = dialect['escape'];
  return [
    delimiter === '' ? 'no delimiter' : `delimiter ${quoted(delimiter)}`,
    quote === '' ? 'no quote' : `quote ${escaped(String(quote))}`,
    ...(escaping === '' ? [] : [`escape ${escaped(String(escaping))}`]),
  ].join(', ');
}

function beliefOf({ assumed, because, present, score }: Facts): string {
  const what = present === true ? 'names fields' : 'is data';
  const how = HEADERS[String(because)] ?? (assumed === true ? 'assumed' : 'believed');
  return `the first row ${what}: ${how}, score ${points(score)}`;
}

const reasonsOf = ({ reasons }: Facts, words: Readonly<Record<string, string>>) =>
  (reasons as readonly Facts[]).map(
    (reason) =>
      `      ${points(reason['points']).padStart(6)}  ${words[String(reason['feature'])] ?? escaped(String(reason['feature']))}`,
  );

function points(value: Json | undefined): string {
  const number = Number(value);
  return `${number > 0 ? '+' : ''}${number.toFixed(2)}`;
}
