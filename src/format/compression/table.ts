import { bzip2 } from './bzip2.ts';
import type { Compression } from './compression.ts';
import { gzip } from './gzip.ts';
import { snappy } from './snappy.ts';
import { zstd } from './zstd.ts';

/** Every compression, asked by magic bytes in this order. */
export const COMPRESSIONS: readonly Compression[] = [gzip, zstd, bzip2, snappy];
