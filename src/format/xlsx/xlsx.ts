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
import { type RandomAccess, randomAccess } from '../random-access.ts';
import { typesOf } from '../scalar-kinds.ts';
import { Undecodable } from '../undecodable.ts';
import { type Cell, type Row, sheetRows } from './sheet.ts';
import {
  firstSheetId,
  type NumberKind,
  numberKinds,
  relationships,
  sharedStrings,
} from './workbook.ts';
import { readEntry, type ZipEntry, zipDirectory } from './zip.ts';

const EXTENSIONS: readonly string[] = ['xlsx', 'xlsm'];
/** A workbook that is protected by a password is an OLE file that holds the encrypted archive. */
const OLE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';
/** Compressed bytes asked for, and bytes that may come of them. */
const PART = { compressed: 64 * 1024, plain: 1024 * 1024 };
const STRINGS = { compressed: 1024 * 1024, plain: 2 * 1024 * 1024 };

/**
 * Excel workbooks: the first sheet as a table, by the zip directory at the end and the beginnings of a few parts, a request each where the
 * file is longer than the head.
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
  const file = await randomAccess(head, source);
  const archive = await zipDirectory(file);
  const part = (name: string, limits = PART) => readPart(file, archive.get(name), limits);
  if ([...archive.values()].some((entry) => entry.encrypted)) return encrypted();
  const workbook = await part('xl/workbook.xml');
  if (workbook === undefined) throw new Undecodable('workbook');
  const targets = relationships((await part('xl/_rels/workbook.xml.rels')) ?? '');
  const sheet = await part(targets.get(`id ${firstSheetId(workbook) ?? ''}`) ?? '');
  if (sheet === undefined) throw new Undecodable('sheet');
  const rows = sheetRows(sheet);
  const top = topRow(rows);
  const last = (top?.cells ?? [])
    .filter(isShared)
    .reduce((most, cell) => Math.max(most, sharedIndex(cell)), -1);
  const strings =
    last < 0 ? [] : await readStrings(part, targets.get('type sharedStrings') ?? '', last);
  const styles = await part(targets.get('type styles') ?? '');
  return tableReading(rows, top, strings, numberKinds(styles ?? ''));
}

/** The shared strings up to `last`: those of the first rows mostly stand first. */
async function readStrings(
  part: (name: string, limits: typeof PART) => Promise<string | undefined>,
  name: string,
  last: number,
): Promise<readonly string[]> {
  for (const limits of [PART, STRINGS]) {
    const strings = sharedStrings((await part(name, limits)) ?? '', last);
    if (strings.length > last) return strings;
  }
  throw new OverBudget('strings');
}

/** The names of entries stand in clear between them. */
function isWorkbook(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return text.includes('xl/workbook.xml') || text.includes('xl/worksheets/');
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
): Promise<string | undefined> {
  if (entry === undefined) return undefined;
  const bytes = await readEntry(file, entry, limits.plain, limits.compressed);
  return new TextDecoder().decode(bytes);
}

/** The row that may hold the names: the first that is at least half as wide as the widest, so that titles are passed over. */
function topRow(rows: readonly Row[]): Row | undefined {
  const widest = rows.reduce((most, row) => Math.max(most, row.cells.length), 0);
  return rows.find((row) => row.cells.length * 2 >= widest);
}

/** The table of a sheet: its names from the top row where that is all text, its types from the rows below. */
function tableReading(
  rows: readonly Row[],
  top: Row | undefined,
  strings: readonly string[],
  styles: readonly NumberKind[],
): FileReading {
  if (top === undefined) {
    return { format: 'xlsx', fields: [], observations: [{ rule: 'file/empty', args: {} }] };
  }
  const textOf = (cell: Cell): string =>
    isShared(cell) ? (strings[sharedIndex(cell)] ?? '') : cell.value;
  const header = top.cells.every((cell) => kindOf(cell, styles) === 'string');
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
