import type { UserErrorId } from '../../catalogue/index.ts';
import { configErrorWords } from './config.ts';
import { dataGalaxyErrorWords } from './datagalaxy-errors.ts';
import { s3ErrorWords } from './s3-errors.ts';
import { snapshotErrorWords } from './snapshot-errors.ts';
import { usageErrorWords } from './usage-errors.ts';
import type { ErrorWords } from './words.ts';

/** The words of every user error. */
export const errorWords: ErrorWords<UserErrorId> = {
  ...usageErrorWords,
  ...configErrorWords,
  ...snapshotErrorWords,
  ...s3ErrorWords,
  ...dataGalaxyErrorWords,
};
