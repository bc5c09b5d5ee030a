import type { Format } from '../format.ts';

/** Delimited text, whatever its delimiter. It has no magic bytes: `read-file.ts` decides when text without an extension is tried. */
export const csv: Format = {
  id: 'csv',
  extensions: ['csv', 'tsv', 'tab', 'psv'],
  magic: () => false,
  read: async () => ({ format: 'csv', fields: [], observations: [] }),
};
