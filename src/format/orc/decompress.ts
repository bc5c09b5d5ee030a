import { inflateRawSync } from 'node:zlib';
import { ByteCursor } from '../byte-cursor.ts';
import { partBudget } from '../compression/part-budget.ts';
import { snappyBlock } from '../compression/snappy-block.ts';
import { loadZstd } from '../compression/zstd.ts';
import { OverBudget } from '../format.ts';
import { Undecodable } from '../undecodable.ts';
import { lz4Block } from './lz4-block.ts';
import { lzoBlock } from './lzo-block.ts';

const MAX_STREAM = 4 * 1024 * 1024;
/** CPU for all chunks, each of which the library for zstd may take some of for nothing: far more than an honest footer needs. */
const MAX_MILLISECONDS = 1000;

type Decompress = (bytes: Uint8Array, limit: number) => Uint8Array;

const ZSTD = 5;

/** Indexed by `CompressionKind` of orc_proto.proto; 0 is none, and the library of the last one is loaded where it is met. */
const KINDS: readonly (Decompress | undefined)[] = [
  undefined,
  inflate,
  snappyBlock,
  lzoBlock,
  lz4Block,
];

function inflate(bytes: Uint8Array, limit: number): Uint8Array {
  try {
    return inflateRawSync(bytes, { maxOutputLength: limit });
  } catch (cause) {
    throw new Undecodable('inflate', { cause });
  }
}

/**
 * A stream as ORC writes it: chunks, each with a header of three bytes, little-endian: its length times two, plus one where it is
 * stored as it is. A chunk gives at most `blockSize` bytes, the whole at most 4 MiB, in no more chunks than a writer makes. O(input + output).
 */
export async function decompressStream(
  bytes: Uint8Array,
  kind: number,
  blockSize: number,
): Promise<Uint8Array> {
  if (kind === 0) return bytes;
  const decompress = kind === ZSTD ? await loadZstd() : KINDS[kind];
  if (decompress === undefined) throw new Undecodable('compression');
  const limit = Math.min(blockSize, MAX_STREAM);
  const cursor = new ByteCursor(bytes);
  const part = partBudget(0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Nothing else runs from here on, so the CPU is that of this file.
  const before = process.cpuUsage();
  while (cursor.remaining > 0) {
    part();
    const header = cursor.littleEndian(3);
    const body = cursor.take(header >> 1);
    const chunk = header % 2 === 1 ? body : decompress(body, limit);
    length += chunk.length;
    if (length > MAX_STREAM) throw new OverBudget('footer');
    chunks.push(chunk);
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1000 > MAX_MILLISECONDS) throw new OverBudget('time');
  }
  return Buffer.concat(chunks);
}
