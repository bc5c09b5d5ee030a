import { type ByteSource, OverBudget, type ReadOptions } from '../../src/format/index.ts';

/** A source over bytes in memory that counts requests and enforces a budget, as the real ones do. */
export interface MemorySource extends ByteSource {
  readonly requests: number;
}

export function memorySource(
  name: string,
  bytes: Uint8Array,
  { maxBytes = 4 * 1024 * 1024, size = bytes.length } = {},
): MemorySource {
  let bytesRead = 0;
  let requests = 0;
  return {
    name,
    size,
    read: async (offset, length) => {
      const part = bytes.subarray(offset, offset + length);
      if (bytesRead + part.length > maxBytes) throw new OverBudget('maxBytes');
      bytesRead += part.length;
      requests++;
      return part;
    },
    get bytesRead() {
      return bytesRead;
    },
    get requests() {
      return requests;
    },
  };
}

/** Everything is detected, nothing configured. */
export const AUTO: ReadOptions = {
  csv: { delimiter: 'auto', header: 'auto', encoding: 'auto', quote: 'auto', escape: 'auto' },
};
