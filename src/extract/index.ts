export { type BucketMasks, compileBucket, tokensOf } from './bucket-masks.ts';
export { CauseFinder } from './cause.ts';
export { extract } from './extract.ts';
export type { Extraction, ExtractionLimits, ExtractionRequest, Progress } from './extraction.ts';
export { keyRanges, readPrefixes } from './key-ranges.ts';
export { proveMasks } from './mask-observations.ts';
export type { ReadingCache } from './reading-cache.ts';
export { StoreSource } from './store-source.ts';
