import type { FieldType } from '../../catalogue/index.ts';
import { nameFields } from '../csv/names.ts';
import { formatExtension } from '../extension.ts';
import {
  type ByteSource,
  type FileReading,
  type Format,
  type FormatObservation,
  type Head,
  OverBudget,
} from '../format.ts';
import { hasMagic } from '../magic.ts';
import { type RandomAccess, randomAccess, withRest } from '../random-access.ts';
import { typesOf } from '../scalar-kinds.ts';
import { Undecodable } from '../undecodable.ts';
import { type Cell, type Row, sheetRows } from './sheet.ts';
import {
  firstSheet,
  type NumberKind,
  numberKinds,
  relationships,
  sharedStrings,
} from './workbook.ts';
import { readEntry, type ZipEntry, zipDirectory } from './zip.ts';

const EXTENSIONS: readonly string[] = ['xlsx', 'xlsm'];
/** A workbook that is protected by a password is an OLE file that holds the encrypted archive. */
const OLE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';
/** A workbook that is read whole: its parts would take as many bytes in five more requests. */
const SMALL = 384 * 1024;
/** Compressed bytes asked for, and bytes that may come of them. */
const PART = { compressed: 64 * 1024, plain: 1024 * 1024 };
/** For a sheet whose first rows are not whole in `PART`. */
const LONG_SHEET = { compressed: 1024 * 1024, plain: 4 * 1024 * 1024 };
/** With all other parts still below the default of `read.maxBytes`. */
const LONG_STRINGS = { compressed: 2560 * 1024, plain: 16 * 1024 * 1024 };

/**
 * Excel workbooks: the first sheet as a table, by the zip directory at the end and the beginnings of a few parts, a request each of a large
 * file; one of up to 384 KiB is read whole.
 */
export const xlsx: Format = {
  id: 'xlsx',
  extensions: EXTENSIONS,
  magic: ({ name, bytes }) =>
    hasMagic(bytes, OLE)
      ? EXTENSIONS.includes(formatExtension(name))
      : hasMagic(bytes, 'PK\x03\x04') && isWorkbook(bytes),
  read,
};

async function read(head: Head, source: ByteSource): Promise<FileReading> {
  if (hasMagic(head.bytes, OLE)) return encrypted();
  const file = await randomAccess(await withRest(head, source, SMALL), source);
  const archive = new Map<string, ZipEntry>();
  for (const [name, entry] of await zipDirectory(file)) archive.set(partName(name), entry);
  const part: PartReader = (name, limits = PART) =>
    readPart(file, archive.get(partName(name)), limits);
  if ([...archive.values()].some((entry) => entry.encrypted)) return encrypted();
  const place = archive.has(WORKBOOK)
    ? WORKBOOK
    : relationships((await part('_rels/.rels'))?.text ?? '', '').byType.get('officeDocument');
  const workbook = await part(place ?? '');
  if (place === undefined || workbook === undefined) throw new Undecodable('workbook');
  const folder = place.slice(0, place.lastIndexOf('/') + 1);
  const ownRelationships = `${folder}_rels/${place.slice(folder.length)}.rels`;
  const targets = relationships((await part(ownRelationships))?.text ?? '', folder);
  const { rows, top } = await readSheet(part, firstSheet(workbook.text, targets) ?? '');
  const wanted = new Set(top !== undefined && isHeader(top) ? sharedIndices(top) : []);
  const strings =
    wanted.size === 0
      ? new Map<number, string>()
      : await readStrings(part, targets.byType.get('sharedStrings') ?? '', wanted);
  const styles = await part(targets.byType.get('styles') ?? '');
  return tableReading(rows, top, strings, numberKinds(styles?.text ?? ''));
}

/** Where nearly every writer puts it; elsewhere it is found by the archive's relationships. */
const WORKBOOK = 'xl/workbook.xml';

/** Names of parts are the same in any case (ECMA-376, part 2), and some writers take the backslash of their system. */
const partName = (name: string): string => name.replaceAll('\\', '/').toLowerCase();

interface Part {
  readonly text: string;
  /** Nothing was cut. */
  readonly complete: boolean;
}
type PartReader = (name: string, limits?: typeof PART) => Promise<Part | undefined>;

interface SheetRows {
  readonly rows: readonly Row[];
  readonly top: Row | undefined;
}

/**
 * The first rows of a sheet, of a longer part where the first holds no whole row below the top row. Throws `OverBudget` where no part
 * holds the top row whole: a cut header would lose fields.
 */
async function readSheet(part: PartReader, name: string): Promise<SheetRows> {
  const short = wholeRows(await part(name));
  if (short !== undefined && (short.complete || short.rows.at(-1) !== short.top)) return short;
  const long = await part(name, LONG_SHEET).then(wholeRows, (error: unknown) => {
    if (error instanceof OverBudget) return undefined;
    throw error;
  });
  const found = long ?? short;
  if (found === undefined) throw new OverBudget('row');
  return found;
}

/** The rows of a part without one that is cut; absent where that may be the top row. */
function wholeRows(sheet: Part | undefined): (SheetRows & { complete: boolean }) | undefined {
  if (sheet === undefined) throw new Undecodable('sheet');
  const { complete } = sheet;
  const all = sheetRows(sheet.text);
  const top = topRow(all);
  if (!complete && (top === undefined || top.cut)) return undefined;
  return { rows: all.filter((row) => !row.cut || row === top), top, complete };
}

/** The shared strings at these indices: those of the first rows mostly stand first. */
async function readStrings(
  part: PartReader,
  name: string,
  wanted: ReadonlySet<number>,
): Promise<ReadonlyMap<number, string>> {
  for (const limits of [PART, LONG_STRINGS]) {
    const strings = sharedStrings((await part(name, limits))?.text ?? '', wanted);
    if (strings.size === wanted.size) return strings;
  }
  throw new OverBudget('strings');
}

/** Parts of a workbook; those of a binary one (`.xlsb`), which is not read, are `.bin`. */
const PART_NAME = /xl\/(?:workbook|worksheets\/[^/]{1,99})\.xml/;

/** The names of entries stand in clear between them. */
function isWorkbook(bytes: Uint8Array): boolean {
  return PART_NAME.test(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'),
  );
}

const encrypted = (): FileReading => ({
  format: 'xlsx',
  fields: [],
  observations: [],
  unread: 'encrypted',
});
const isShared = (cell: Cell): boolean => cell.type === 's';
const sharedIndex = (cell: Cell): number => (/^\d{1,9}$/.test(cell.value) ? Number(cell.value) : 0);

async function readPart(
  file: RandomAccess,
  entry: ZipEntry | undefined,
  limits: typeof PART,
): Promise<Part | undefined> {
  if (entry === undefined) return undefined;
  const { bytes, complete } = await readEntry(file, entry, limits.plain, limits.compressed);
  return { text: new TextDecoder().decode(bytes), complete };
}

/** Names are text; what a number's style makes of it, a date or a time, is none. */
const isHeader = (top: Row): boolean => top.cells.every((cell) => kindOf(cell, []) === 'string');
const sharedIndices = (row: Row): readonly number[] => row.cells.filter(isShared).map(sharedIndex);

/** The row that may hold the names: the first that is at least half as wide as the widest, so that titles are passed over. */
function topRow(rows: readonly Row[]): Row | undefined {
  const widest = rows.reduce((most, row) => Math.max(most, row.cells.length), 0);
  return rows.find((row) => row.cells.length * 2 >= widest);
}

/** The table of a sheet: its names from the top row where that is all text, its types from the rows below. */
function tableReading(
  rows: readonly Row[],
  top: Row | undefined,
  strings: ReadonlyMap<number, string>,
  styles: readonly NumberKind[],
): FileReading {
  if (top === undefined) {
    return { format: 'xlsx', fields: [], observations: [{ rule: 'file/empty', args: {} }] };
  }
  const textOf = (cell: Cell): string =>
    isShared(cell) ? (strings.get(sharedIndex(cell)) ?? '') : cell.value;
  const header = isHeader(top);
  const data = rows.slice(rows.indexOf(top) + (header ? 1 : 0));
  const places = new Set([top, ...data].flatMap((row) => row.cells.map((cell) => cell.column)));
  const start = Math.min(...places);
  const width = Math.max(...places) - start + 1;
  const cells = Array.from({ length: width }, () => '');
  if (header) for (const cell of top.cells) cells[cell.column - start] = textOf(cell);
  const kinds = Array.from({ length: width }, () => new Set<FieldType>());
  for (const row of data) {
    for (const cell of row.cells) {
      const kind = kindOf(cell, styles);
      if (kind !== undefined) kinds[cell.column - start]?.add(kind);
    }
  }
  const names = nameFields(cells);
  return {
    format: 'xlsx',
    header,
    ...(header ? { headerRow: top.number } : {}),
    fields: names.map(({ name, generated }, i) => ({
      name,
      ...typesOf(kinds[i]!),
      ...(generated ? { generated } : {}),
    })),
    observations: header ? namedObservations(names) : [{ rule: 'file/no-header', args: {} }],
  };
}

function namedObservations(names: ReturnType<typeof nameFields>): readonly FormatObservation[] {
  return names.flatMap(
    ({ name: field, blank, duplicate, untrimmed }, index): FormatObservation[] => {
      if (blank) return [{ rule: 'file/blank-field', field, args: { position: index + 1 } }];
      if (duplicate !== undefined) {
        return [{ rule: 'file/duplicate-field', field, args: { name: duplicate } }];
      }
      return untrimmed ? [{ rule: 'file/untrimmed-field', field, args: {} }] : [];
    },
  );
}

/** Absent for an error such as `#N/A`, which says nothing. */
function kindOf(cell: Cell, styles: readonly NumberKind[]): FieldType | undefined {
  switch (cell.type) {
    case 'e':
      return undefined;
    case 'b':
      return 'boolean';
    case 'd':
      return 'datetime';
    case 'n': {
      const kind = styles[cell.style] ?? 'number';
      if (kind !== 'number') return kind;
      return /^-?\d+$/.test(cell.value) ? 'integer' : 'number';
    }
    default:
      return 'string';
  }
}
