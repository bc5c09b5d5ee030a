import { setImmediate } from 'node:timers/promises';
import type { Entry, EntryStream, FileEntry, ObjectKind } from '../../catalogue/index.ts';
import type { Subject } from './facts.ts';
import type { Mapping } from './mapping.ts';
import { encodeName } from './names.ts';
import type { WantedObject } from './wanted.ts';

/** The encoded names of an entry's path below its bucket. A directory's slash at the end names nothing. */
export function segmentsOf(path: string, kind: 'file' | 'directory'): string[] {
  const inner = kind === 'directory' && path.endsWith('/') ? path.slice(1, -1) : path.slice(1);
  return inner.split('/').map(encodeName);
}

/** Chunks between two looks at the rest of the world. */
const BREATH = 1_024;

/**
 * Entries as objects, parents before children, a chunk for each entry. Entries below one directory follow one another in
 * code-unit order, so a directory is met once. A field whose name stands twice in its file is met once: DataGalaxy knows a
 * field by its name. Same entries, same walk. O(objects) time, O(fields of a file) memory.
 */
export async function* walk(
  entries: EntryStream,
  mapping: Mapping,
): AsyncGenerator<readonly WantedObject[], void, undefined> {
  const walker = new Walker(mapping);
  let chunks = 0;
  for await (const entry of entries) {
    // Entries in memory would otherwise keep sockets, signals and the progress line waiting to the end.
    if (++chunks % BREATH === 0) await setImmediate();
    yield walker.enter(entry);
  }
}

const NONE: WantedObject['attributes'] = [];

class Walker {
  private readonly mapping: Mapping;
  private index = 0;
  private chunk: WantedObject[] = [];
  /** Encoded names of the open directories; the source and, below a named one, the bucket come first. */
  private open: string[] = [];

  constructor(mapping: Mapping) {
    this.mapping = mapping;
  }

  enter(entry: Entry): readonly WantedObject[] {
    this.chunk = [];
    const { source } = this.mapping;
    const bucket = encodeName(entry.bucket);
    const head = source === undefined ? [bucket] : [encodeName(source), bucket];
    const names = [...head, ...segmentsOf(entry.path, entry.kind)];
    const leaf = entry.kind === 'file' ? names.pop() : undefined;
    this.openDirectories(names, head.length, entry);
    if (leaf !== undefined) this.addFile(leaf, names.length, entry as FileEntry);
    return this.chunk;
  }

  private openDirectories(names: readonly string[], headLength: number, entry: Entry): void {
    let shared = 0;
    while (
      shared < names.length &&
      shared < this.open.length &&
      names[shared] === this.open[shared]
    ) {
      shared += 1;
    }
    for (let depth = shared; depth < names.length; depth++) {
      const kind = depth === 0 ? 'source' : 'directory';
      const path = `/${entry.path
        .slice(1)
        .split('/')
        .slice(0, Math.max(0, depth - headLength + 1))
        .join('/')}`;
      this.add(kind, depth, names[depth] as string, { bucket: entry.bucket, path });
    }
    this.open = [...names];
  }

  private addFile(leaf: string, depth: number, file: FileEntry): void {
    const subject = { bucket: file.bucket, path: file.path, file };
    this.add('file', depth, leaf, subject, file.name, file.unread);
    const hasFacts = this.mapping.facts.field.length > 0;
    const seen = new Set<string>();
    for (const [i, field] of file.fields.entries()) {
      const name = encodeName(field.name);
      if (seen.has(name)) continue;
      seen.add(name);
      const known = hasFacts ? { ...subject, field, order: i + 1 } : subject;
      this.add('field', depth + 1, name, known);
    }
  }

  private add(
    kind: ObjectKind,
    depth: number,
    technicalName: string,
    subject: Subject,
    name?: string,
    unread?: string,
  ): void {
    const facts = this.mapping.facts[kind];
    const attributes = facts.length === 0 ? NONE : facts.map((fact) => fact(subject));
    this.chunk.push({ index: this.index++, depth, kind, technicalName, name, attributes, unread });
  }
}
