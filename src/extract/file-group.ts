import type { BucketConfig, MaskEntry } from '../config/index.ts';
import type { CsvOptions } from '../format/index.ts';
import { Candidates } from './candidate.ts';

/** One file of the catalogue while its objects are being found. Its size does not depend on how many there are. */
export class FileGroup {
  readonly path: string;
  /** The mask that made it; undefined for an object that no mask takes. */
  readonly mask: Extract<MaskEntry, { kind: 'mask' }> | undefined;
  readonly csv: CsvOptions;
  /** Members to read. */
  readonly wanted: number;
  readonly candidates: Candidates;
  objects = 0;

  /** Candidates beyond the wanted ones, for objects that vanish between listing and reading. */
  static readonly SPARES = 2;

  constructor(path: string, bucket: BucketConfig, mask: FileGroup['mask']) {
    const sample = mask?.sample ?? bucket.sample;
    this.path = path;
    this.mask = mask;
    this.csv = mask?.csv ?? bucket.csv;
    this.wanted = mask === undefined ? 1 : sample.files;
    this.candidates = new Candidates(
      sample.take,
      mask === undefined ? 1 : sample.files + FileGroup.SPARES,
    );
  }
}
