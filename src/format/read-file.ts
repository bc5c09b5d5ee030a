import { UserError } from '../catalogue/index.ts';
import { formatByExtension } from './by-extension.ts';
import { readIfTable } from './csv/csv.ts';
import { formatExtension } from './extension.ts';
import {
  type ByteSource,
  type FileReading,
  type Head,
  OverBudget,
  type ReadOptions,
} from './format.ts';
import { readFirst } from './head.ts';
import { FORMATS } from './registry.ts';
import { Undecodable } from './undecodable.ts';

/** Extensions, and the lack of one, under which tables are found among other texts. */
const TABLES_AMONG_OTHERS: ReadonlySet<string> = new Set(['', 'txt', 'text', 'dat', 'data', 'asc']);

const NOTHING: FileReading = { fields: [], observations: [] };

/**
 * What can be known of one object from a bounded number of its bytes: magic bytes first, extension second. An object of no known
 * format has neither format nor fields. Throws only what the source throws (a `UserError`); everything else that hostile bytes
 * can cause is an `unread` reason.
 */
export async function readFile(source: ByteSource, options: ReadOptions): Promise<FileReading> {
  const extension = formatExtension(source.name);
  const byExtension = formatByExtension(source.name);
  if (source.size === 0) return emptyFile(source.name, byExtension?.id);
  let head: Head | undefined;
  let format = byExtension;
  try {
    head = await readFirst(source, byExtension);
    const known = head;
    format = FORMATS.find((one) => one.magic(known)) ?? byExtension;
    if (format === undefined) {
      const table = mayBeTable(extension, options)
        ? await readIfTable(head, source, options, extension !== '')
        : NOTHING;
      return withCompression(table ?? NOTHING, head);
    }
    return withCompression(await format.read(head, source, options), head);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const failed = { ...NOTHING, ...(format === undefined ? {} : { format: format.id }) };
    if (error instanceof OverBudget) {
      return withCompression({ ...failed, unread: 'over-budget' }, head);
    }
    // A reader that trips over hostile bytes must not cost the run its other files.
    const reason = error instanceof Undecodable ? error.reason : 'malformed';
    return withCompression(
      {
        ...failed,
        observations: [{ rule: 'file/undecodable', args: { reason } }],
        unread: 'undecodable',
      },
      head,
    );
  }
}

function withCompression(reading: FileReading, head: Head | undefined): FileReading {
  if (head?.compression === undefined || reading.compression !== undefined) return reading;
  return { ...reading, compression: head.compression };
}

/** A name that starts with `_` or `.` is a marker (`_SUCCESS`, `.keep`), which is meant to be empty. */
function emptyFile(name: string, format: string | undefined): FileReading {
  const marker = /^[_.]/.test(name.slice(name.lastIndexOf('/') + 1));
  return {
    ...(format === undefined ? {} : { format }),
    fields: [],
    observations: marker ? [] : [{ rule: 'file/empty', args: {} }],
  };
}

/** A configured delimiter says that the files are tables, whatever they are called. */
function mayBeTable(extension: string, options: ReadOptions): boolean {
  return options.csv.delimiter !== 'auto' || TABLES_AMONG_OTHERS.has(extension);
}
