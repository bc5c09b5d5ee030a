/** A prefix as S3 wants it: one leading `/`, which people write for the bucket's root, is dropped. */
export function normalisedPrefix(text: string): string {
  return text.startsWith('/') ? text.slice(1) : text;
}
