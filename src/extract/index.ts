export { CauseFinder } from './cause.ts';
export { extract } from './extract.ts';
export type { Extraction, ExtractionLimits, ExtractionRequest, Progress } from './extraction.ts';
