import {
  bucketName,
  cataloguePath,
  type Field,
  type FileEntry,
  type UnreadReason,
} from '../catalogue/index.ts';
import type { FileReading, ReadField } from '../format/index.ts';

/** Which file a reading is of. */
export interface FilePlace {
  readonly bucket: string;
  readonly path: string;
  readonly name: string | undefined;
}

/** The file could not be read: what was known of it stays, with the reason (SPEC 5). */
export function keptEntry(
  place: FilePlace,
  previous: FileEntry | undefined,
  reason?: UnreadReason,
): FileEntry {
  const { unread: _, name: __, ...known } = previous ?? { kind: 'file' as const, fields: [] };
  return {
    ...known,
    bucket: bucketName(place.bucket),
    path: cataloguePath(place.path),
    ...(place.name === undefined ? {} : { name: place.name }),
    ...(reason === undefined ? {} : { unread: reason }),
  };
}

/** The entry that a successful reading makes, its types steadied by the previous ones. */
export function settledEntry(
  place: FilePlace,
  reading: FileReading,
  previous: FileEntry | undefined,
): FileEntry {
  const types = new Map(previous?.fields.map((field) => [field.name, field.type]));
  return {
    kind: 'file',
    bucket: bucketName(place.bucket),
    path: cataloguePath(place.path),
    ...(place.name === undefined ? {} : { name: place.name }),
    ...(reading.format === undefined ? {} : { format: reading.format }),
    ...(reading.compression === undefined ? {} : { compression: reading.compression }),
    ...(reading.delimiter === undefined ? {} : { delimiter: reading.delimiter }),
    ...(reading.encoding === undefined ? {} : { encoding: reading.encoding }),
    ...(reading.header === undefined ? {} : { header: reading.header }),
    fields: reading.fields.map((field) => settledField(field, types.get(field.name))),
  };
}

/** Sticky: the previous type stays until a sampled value contradicts it, so that samples do not make types flap (SPEC 5). */
function settledField(read: ReadField, previous: Field['type'] | undefined): Field {
  return {
    name: read.name,
    type: previous !== undefined && read.accepts.includes(previous) ? previous : read.type,
    ...(read.nativeType === undefined ? {} : { nativeType: read.nativeType }),
  };
}
