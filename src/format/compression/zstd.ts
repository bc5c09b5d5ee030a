import type { Decompress } from 'fzstd';
import { ByteCursor, CUT } from '../byte-cursor.ts';
import { OverBudget } from '../format.ts';
import { withTimeLimit } from '../time-limit.ts';
import { Undecodable } from '../undecodable.ts';
import type { Compression, Decompressed } from './compression.ts';
import { partCounter } from './part-budget.ts';

const FRAME = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
const MAX_BLOCK = 128 * 1024;
/**
 * CPU for a head, and for more: the library believes the length of a copy, and goes on beyond the end of a block. A last resort, many times
 * what as many parts as are allowed take, so that a slow machine gives the same answer.
 */
const MAX_MILLISECONDS = { head: 1000, more: 2000 };
const HEAD_BYTES = 256 * 1024;
/** A log that is flushed at each of its lines has a block for each. No writer makes many that give nothing; the end of a frame counts as one. */
const BYTES_A_PART = 8;
const BYTES_AN_EMPTY_PART = 128;

/** Zstandard (RFC 8878). A cut prefix gives its whole blocks, of at most 128 KiB each; one of too many parts, what the first ones hold. */
export const zstd: Compression = {
  id: 'zstd',
  extensions: ['zst', 'zstd'],
  magic: (bytes) => bytes.length >= 4 && isMagic(new ByteCursor(bytes).uint32()),
  decompress,
};

/** Of a frame, or of a skippable one. */
function isMagic(word: number): boolean {
  return word === FRAME || (word >= SKIPPABLE && word < SKIPPABLE + 16);
}

/** Loads the library. What it gives decompresses a whole Zstandard stream of at most `limit` bytes. */
export async function loadZstd(): Promise<(bytes: Uint8Array, limit: number) => Uint8Array> {
  const library = await import('fzstd');
  return (bytes, limit) => {
    const out = decode(library.Decompress, bytes, limit);
    if (!out.ended) throw new Undecodable('zstd');
    return out.bytes;
  };
}

async function decompress(prefix: Uint8Array, want: number): Promise<Decompressed> {
  const library = await import('fzstd');
  return decode(library.Decompress, prefix, want);
}

/**
 * The library decodes the blocks; frames are taken apart here, because it believes what a header says: a window of 2 GB would be
 * allocated, a run of 100,000 overlong copies would be made. So each frame's header is written anew with the window that `want` bytes
 * need at most (a copy cannot reach further back than what came out), and the time is limited. The library moves the whole window at each
 * block, so the blocks are counted, and the window is no larger than need be.
 */
function decode(Library: typeof Decompress, prefix: Uint8Array, want: number): Decompressed {
  let chunks: Uint8Array[] = [];
  let length = 0;
  let spent = false;
  const decodeFrame = (frame: Frame, empty: () => boolean) => {
    const stream = new Library((chunk) => {
      if (chunk.length === 0 && !empty()) {
        spent = true;
        throw ENOUGH;
      }
      chunks.push(chunk);
      length += chunk.length;
      if (length > want) throw ENOUGH;
    });
    stream.push(withWindow(frame, Math.max(want, MAX_BLOCK)), frame.complete);
  };
  const run = (): boolean => {
    const empty = partCounter(want, BYTES_AN_EMPTY_PART);
    const anyPart = partCounter(want, BYTES_A_PART);
    const part = () => {
      spent = !anyPart();
      return !spent;
    };
    chunks = [];
    length = 0;
    spent = false;
    for (let at = 0; at < prefix.length; ) {
      const frame = nextFrame(prefix, at, part);
      if (frame === undefined) return false;
      if (!frame.skippable) decodeFrame(frame, empty);
      else if (!empty()) spent = true;
      if (spent || !frame.complete) return false;
      at = frame.end;
    }
    return true;
  };
  let ended = false;
  try {
    const { head, more } = MAX_MILLISECONDS;
    ended = withTimeLimit(want > HEAD_BYTES ? more : head, run);
  } catch (error) {
    if (error instanceof OverBudget || error instanceof Undecodable) throw error;
    if (error !== ENOUGH) throw new Undecodable('zstd', { cause: error });
  }
  if (spent && length === 0) throw new OverBudget('parts');
  const bytes = Buffer.concat(chunks);
  return { bytes: bytes.subarray(0, want), ended: ended && bytes.length <= want };
}

/** Thrown out of the library when enough has come out, or too often nothing. */
const ENOUGH = Symbol('enough');

interface Frame {
  readonly skippable: boolean;
  /** The first block, and the end of the last whole one or of the frame. */
  readonly blocks: Uint8Array;
  readonly window: number;
  readonly checksum: boolean;
  readonly complete: boolean;
  readonly end: number;
}

/** The frame at `at`, its blocks stepped over by their headers as long as `part` allows. Absent where the bytes end in its header. */
function nextFrame(bytes: Uint8Array, at: number, part: () => boolean): Frame | undefined {
  if (!part()) return undefined;
  const cursor = new ByteCursor(bytes, at);
  try {
    const magic = cursor.uint32();
    if (!isMagic(magic)) throw new Undecodable('zstd');
    if (magic !== FRAME) return skippable(cursor);
    const descriptor = cursor.byte();
    if ((descriptor & 3) !== 0) throw new Undecodable('zstd-dictionary');
    const single = (descriptor & 0x20) !== 0;
    const exponents = single ? 0 : cursor.byte();
    const base = 2 ** (10 + (exponents >> 3));
    const sizeBytes = [single ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
    let contentSize = sizeBytes === 2 ? 256 : 0;
    contentSize += cursor.littleEndian(sizeBytes);
    const window = single ? contentSize : base + (base / 8) * (exponents & 7);
    return {
      skippable: false,
      window,
      checksum: (descriptor & 4) !== 0,
      ...walk(cursor, descriptor, part),
    };
  } catch (error) {
    if (error instanceof Undecodable && error.reason === CUT) return undefined;
    throw error;
  }
}

function skippable(cursor: ByteCursor): Frame {
  const blocks = cursor.take(cursor.uint32());
  return {
    skippable: true,
    blocks,
    window: 0,
    checksum: false,
    complete: true,
    end: cursor.at,
  };
}

function walk(
  cursor: ByteCursor,
  descriptor: number,
  part: () => boolean,
): Pick<Frame, 'blocks' | 'complete' | 'end'> {
  const start = cursor.at;
  let end = start;
  for (let last = false; !last; end = cursor.at) {
    if (cursor.remaining < 3 || !part()) break;
    const header = cursor.littleEndian(3);
    last = (header & 1) !== 0;
    const size = ((header >> 1) & 3) === 1 ? 1 : header >> 3;
    const tail = last && (descriptor & 4) !== 0 ? 4 : 0;
    if (header >> 3 > MAX_BLOCK) throw new Undecodable('zstd');
    if (cursor.remaining < size + tail) break;
    cursor.skip(size + tail);
    if (last) {
      return { blocks: cursor.bytes.subarray(start, cursor.at), complete: true, end: cursor.at };
    }
  }
  return { blocks: cursor.bytes.subarray(start, end), complete: false, end };
}

/** The frame with a header of six bytes: no content size, no dictionary, and a window of no more than `most` bytes, rounded up. */
function withWindow(frame: Frame, most: number): Uint8Array {
  const wanted = Math.min(Math.max(frame.window, MAX_BLOCK), most);
  const exponent = Math.ceil(Math.log2(wanted)) - 10;
  const header = [0x28, 0xb5, 0x2f, 0xfd, frame.checksum ? 4 : 0, exponent << 3];
  return Buffer.concat([Uint8Array.from(header), frame.blocks]);
}
