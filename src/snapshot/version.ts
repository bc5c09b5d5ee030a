import { Fault } from './fault.ts';
import { SNAPSHOT_VERSION } from './print.ts';

const VERSION = /^\s*\{\s*"snapshot"\s*:\s*(\d+)\s*[,}]/;

/** Throws a `Fault` unless the value is the version this program reads. */
export function requireVersion(version: unknown): void {
  if (version === SNAPSHOT_VERSION) return;
  if (typeof version === 'number' && Number.isInteger(version) && version > SNAPSHOT_VERSION) {
    throw new Fault('newer-version', { version, supported: SNAPSHOT_VERSION });
  }
  throw new Fault('wrong-value', { key: 'snapshot', expected: String(SNAPSHOT_VERSION), line: 1 });
}

/** Looks only at a text's beginning, since another version may have another layout. Throws a `Fault`. */
export function checkStart(bytes: Uint8Array): void {
  const text = new TextDecoder().decode(bytes.subarray(0, 1024));
  if (text.trim() === '') throw new Fault('empty', { line: 1 });
  if (text.startsWith('version https://git-lfs.')) throw new Fault('lfs-pointer', { line: 1 });
  const version = VERSION.exec(text)?.[1];
  if (version !== undefined) requireVersion(Number(version));
}
