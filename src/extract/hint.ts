import type { FileEntry } from '../catalogue/index.ts';
import type { ReadOptions } from '../format/index.ts';

/** The dialect of a reading or an entry, as what is tried first when a sibling, or the file itself, is read. */
export function hintOf(
  known: Pick<FileEntry, 'delimiter' | 'header' | 'encoding'>,
): NonNullable<ReadOptions['hint']> {
  const { delimiter, header, encoding } = known;
  return {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(header === undefined ? {} : { header }),
    ...(encoding === undefined ? {} : { encoding }),
  };
}
