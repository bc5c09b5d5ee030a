/** Bytes that are not what their magic says. Readers and decompressors throw it; it becomes the unread reason `undecodable`. */
export class Undecodable extends Error {
  /** What was wrong, as a short stable word: `gzip`, `footer`, … */
  readonly reason: string;

  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'Undecodable';
    this.reason = reason;
  }
}
