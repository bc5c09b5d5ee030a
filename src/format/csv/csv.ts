import { decodeText } from '../encoding.ts';
import {
  type ByteSource,
  type FileReading,
  type Format,
  type Head,
  OverBudget,
  type ReadOptions,
} from '../format.ts';
import { HEAD_BYTES, readHead } from '../head.ts';
import { Undecodable } from '../undecodable.ts';
import type { Request } from './detect.ts';
import { explain } from './explain.ts';
import { looksLikeTable } from './looks-like-table.ts';
import { readText, type TextReading } from './read-text.ts';
import { MODEL } from './weights.ts';

/** Delimited text, whatever its delimiter. It has no magic bytes: `read-file.ts` decides when text without an extension is tried. */
export const csv: Format = {
  id: 'csv',
  extensions: ['csv', 'tsv', 'tab', 'psv'],
  magic: () => false,
  read: async (head, source, options) => (await readCsv(head, source, options)).reading,
};

/** How much is read where the first record, or the one after it, does not end in the head: a wide header, a long text. */
const LONGER = 16 * HEAD_BYTES;
/** A web page or an XML error saved under a table's name. */
const MARKUP = /^\s*<(?:!doctype|html|\?xml)/i;

/** For names that do not say whether they are tables (see `looksLikeTable`): `undefined` when the text does not look like one. */
export async function readIfTable(
  head: Head,
  source: ByteSource,
  options: ReadOptions,
  list: boolean,
): Promise<FileReading | undefined> {
  try {
    const { reading, read } = await readCsv(head, source, options);
    return looksLikeTable(read, options.csv, list) ? reading : undefined;
  } catch (error) {
    if (error instanceof Undecodable) return undefined;
    throw error;
  }
}

async function readCsv(
  head: Head,
  source: ByteSource,
  options: ReadOptions,
): Promise<{ readonly reading: FileReading; readonly read: TextReading }> {
  let known = await readDecoded(head, options);
  if (!head.complete && known.read.rows < 2) {
    const longer = await longerHead(source, known.read.partial);
    if (longer !== undefined) known = await readDecoded(longer, options);
  }
  const { read, encoding, because } = known;
  const reading: FileReading = { ...read.reading, encoding };
  const explanation = options.explain === true ? { explanation: explain(read, because) } : {};
  return { reading: { ...reading, ...explanation }, read };
}

async function readDecoded(head: Head, options: ReadOptions) {
  const { text, encoding, because } = decodeText(
    head.bytes,
    options.csv.encoding,
    options.hint?.encoding,
  );
  if (MARKUP.test(text)) throw new Undecodable('markup');
  const read = await readText(text, head.complete, requestOf(options), MODEL);
  return { head, read, encoding, because };
}

/** A header is worth something without data; half a header is not. */
async function longerHead(source: ByteSource, needed: boolean): Promise<Head | undefined> {
  try {
    return await readHead(source, LONGER);
  } catch (error) {
    if (error instanceof OverBudget && !needed) return undefined;
    throw error;
  }
}

function requestOf({ csv: configured, hint }: ReadOptions): Request {
  const { delimiter, header } = configured;
  return {
    ...(delimiter === 'auto' ? {} : { delimiter }),
    ...(configured.quote === 'auto' ? {} : { quote: characterOf(configured.quote) }),
    ...(configured.escape === 'auto' ? {} : { escape: characterOf(configured.escape) }),
    ...(header === 'auto' ? {} : { header }),
    ...(hint === undefined ? {} : { hint }),
  };
}

function characterOf(configured: string): string {
  return configured === 'none' ? '' : configured;
}
