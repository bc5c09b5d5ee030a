import type { FieldType, FindingArgs, StateRuleId, UnreadReason } from '../catalogue/index.ts';

/** Random access to the bytes of one object or file, counted and bounded by whoever made it. */
export interface ByteSource {
  /** Key or file name; only its extension is ever looked at. */
  readonly name: string;
  /** Whole size in bytes. */
  readonly size: number;
  /** Bytes `[offset, offset + length)`, fewer at the end. Throws a `UserError`, or `OverBudget` past the bound. */
  read(offset: number, length: number): Promise<Uint8Array>;
  readonly bytesRead: number;
}

/** A reader wanted more bytes than `read.maxBytes` allows. Becomes the unread reason `over-budget`. */
export class OverBudget extends Error {}

/** CSV options as configured (SPEC 2). `auto` is detected; a configured value always wins. */
export interface CsvOptions {
  /** `auto` or one character. */
  readonly delimiter: string;
  readonly header: 'auto' | boolean;
  /** `auto` or a label of the WHATWG Encoding Standard. */
  readonly encoding: string;
  /** `auto`, `none`, or one character. */
  readonly quote: string;
  /** `auto`, `none`, or one character. */
  readonly escape: string;
}

export interface ReadOptions {
  readonly csv: CsvOptions;
  /** The dialect a sibling or the previous snapshot had: tried first, believed only if it fits. */
  readonly hint?: {
    readonly delimiter?: string;
    readonly header?: boolean;
    readonly encoding?: string;
  };
  /** Fill in `explanation`. */
  readonly explain?: boolean;
}

/** A field as the sample shows it. */
export interface ReadField {
  readonly name: string;
  readonly type: FieldType;
  /**
   * Types that no sampled value contradicts, `type` among them. A previous snapshot's type in this list stays (SPEC 5: sticky).
   * For formats that declare types: only `type`.
   */
  readonly accepts: readonly FieldType[];
  readonly nativeType?: string;
  /** The name was made up (`column_1`), because the file has none. */
  readonly generated?: boolean;
}

/** Something worth a finding of the area `file/`; the extractor adds the subject. */
export interface FormatObservation {
  readonly rule: StateRuleId;
  readonly field?: string;
  readonly args: FindingArgs;
}

/** What was read from one object. No data value is in it, only names, types and dialect (SPEC 9). */
export interface FileReading {
  /** Absent: an object without fields, as any other object of the lake. */
  readonly format?: string;
  /** `gzip`, `zstd`, `bzip2`, `snappy`. Absent: none. */
  readonly compression?: string;
  readonly delimiter?: string;
  readonly quote?: string;
  readonly escape?: string;
  /** Lower-case WHATWG label, such as `utf-8`, `windows-1252`, `utf-16le`. */
  readonly encoding?: string;
  readonly header?: boolean;
  /** Line of the header counted from 1, in physical lines of the decoded text. */
  readonly headerRow?: number;
  /** Whether there is a header is likely, not certain. */
  readonly headerAssumed?: true;
  readonly fields: readonly ReadField[];
  readonly observations: readonly FormatObservation[];
  readonly unread?: UnreadReason;
  /** Candidates, scores and reasons for people (`inspect --explain`); JSON-able, holds no data value. */
  readonly explanation?: FindingArgs;
}

/** The first bytes of an object, decompressed where its magic bytes say so. */
export interface Head {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** `bytes` is all there is: nothing was cut. */
  readonly complete: boolean;
  readonly compression?: string;
  /** The last bytes of the object as they are stored, where they were asked for before the first; `bytes` may be empty then. */
  readonly tail?: Uint8Array;
}

/**
 * One file format. Adding one: a folder with a `Format`, and a line in `registry.ts`. Its heavy libraries are imported
 * inside `read`, so that they load only when their format is met.
 */
export interface Format {
  readonly id: string;
  /** File-name extensions without the dot, lower-case; asked only where no magic bytes decide. */
  readonly extensions: readonly string[];
  /** Whether the first bytes are certainly of this format. */
  magic(head: Head): boolean;
  /**
   * Whether the last bytes are certainly of this format. For formats whose schema stands at the end: of a long file with such an extension
   * the end is asked for first, and where it is what it should be nothing more than the schema is.
   */
  tailMagic?(tail: Uint8Array): boolean;
  /** Reads the fields. Never throws on hostile bytes: `unread: 'undecodable'` and the like instead. */
  read(head: Head, source: ByteSource, options: ReadOptions): Promise<FileReading>;
}
