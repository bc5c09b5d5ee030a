import { arrow } from './arrow/arrow.ts';
import { avro } from './avro/avro.ts';
import { csv } from './csv/csv.ts';
import type { Format } from './format.ts';
import { json, jsonl } from './json/json.ts';
import { orc } from './orc/orc.ts';
import { parquet } from './parquet/parquet.ts';
import { xlsx } from './xlsx/xlsx.ts';

/** Every format. Magic bytes are asked in this order, extensions after all of them. */
export const FORMATS: readonly Format[] = [parquet, avro, orc, arrow, jsonl, json, xlsx, csv];
