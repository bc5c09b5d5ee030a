import { packageVersion } from './package-files.ts';

/** How reports name the program that made them. */
export const TOOL = { name: 'datagalaxy-s3', version: packageVersion() } as const;
