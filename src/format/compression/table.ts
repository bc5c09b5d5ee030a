import type { Compression } from './compression.ts';
import { gzip } from './gzip.ts';

/** Every compression, asked by magic bytes in this order. */
export const COMPRESSIONS: readonly Compression[] = [gzip];
