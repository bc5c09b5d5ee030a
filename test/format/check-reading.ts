import * as assert from 'uvu/assert';
import { FIELD_TYPES, UNREAD_REASONS } from '../../src/catalogue/index.ts';
import type { FileReading } from '../../src/format/index.ts';

/** More than any format gives of one file: what its readers bound is far below. */
const MAX_FIELDS = 50_000;

/** Asserts what holds of every reading, whatever the bytes were: typed, bounded, and no fields where it is unread. */
export function checkReading(reading: FileReading): void {
  assert.ok(reading.fields.length <= MAX_FIELDS, `${reading.fields.length} fields`);
  for (const { name, type, accepts } of reading.fields) {
    assert.ok(name !== '', 'a field without a name');
    assert.ok(FIELD_TYPES.includes(type) && accepts.includes(type), `type ${type}`);
  }
  if (reading.unread !== undefined) {
    assert.ok(UNREAD_REASONS.includes(reading.unread), reading.unread);
    assert.is(reading.fields.length, 0, 'fields of a file that was not read');
  }
  const { headerRow = 1 } = reading;
  assert.ok(Number.isInteger(headerRow) && headerRow >= 1, `header in row ${headerRow}`);
  for (const { rule, args } of reading.observations) {
    assert.match(rule, /^file\//);
    // A fault of ours that the reader swallowed is no damage of the file.
    assert.is.not(args['reason'], 'malformed');
  }
}
