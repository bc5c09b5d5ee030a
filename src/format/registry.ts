import { csv } from './csv/csv.ts';
import type { Format } from './format.ts';

/** Every format. Magic bytes are asked in this order, extensions after all of them. */
export const FORMATS: readonly Format[] = [csv];
