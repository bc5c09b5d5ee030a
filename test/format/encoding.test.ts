import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { decodeText } from '../../src/format/encoding.ts';
import { Undecodable } from '../../src/format/undecodable.ts';

const test = suite('encodings');
const decode = (bytes: Uint8Array, configured = 'auto', hint?: string) => {
  const { text, encoding, because } = decodeText(bytes, configured, hint);
  return [text, encoding, because];
};
const utf16 = (text: string, big: boolean) => {
  const bytes = Buffer.from(text, 'utf16le');
  return big ? bytes.swap16() : bytes;
};

test('plain ASCII and UTF-8', () => {
  assert.equal(decode(Buffer.from('quay;tide')), ['quay;tide', 'utf-8', 'valid']);
  assert.equal(decode(Buffer.from('jetée;marée')), ['jetée;marée', 'utf-8', 'valid']);
});

test('a byte-order mark tells the encoding and is never text', () => {
  assert.equal(decode(Buffer.from('\ufeffquay')), ['quay', 'utf-8', 'bom']);
  assert.equal(decode(utf16('\ufeffquay', false)), ['quay', 'utf-16le', 'bom']);
  assert.equal(decode(utf16('\ufeffquay', true)), ['quay', 'utf-16be', 'bom']);
  assert.equal(decode(Buffer.from('\ufeffquay'), 'windows-1252'), [
    'quay',
    'windows-1252',
    'configured',
  ]);
});

test('UTF-16 without mark is known by its NULs', () => {
  assert.equal(decode(utf16('quay;tide\n', false)).slice(1), ['utf-16le', 'nul-pattern']);
  assert.equal(decode(utf16('quay;tide\n', true)).slice(1), ['utf-16be', 'nul-pattern']);
});

test('a character that the cut broke is left out', () => {
  const bytes = Buffer.from('jetée');
  assert.equal(decode(bytes.subarray(0, 4))[1], 'utf-8');
  assert.is(decode(bytes.subarray(0, 4))[0], 'jet');
});

test('a damaged byte among much UTF-8 does not make it another encoding', () => {
  const bytes = Buffer.from('marée '.repeat(200));
  bytes[4] = 0x20;
  assert.is(decode(bytes)[1], 'utf-8');
});

test('windows-1252 decodes the range where Latin-1 has controls', () => {
  // Node 20 gives U+0080 and U+0092 here unless it is asked to stream.
  assert.equal(decode(Buffer.from([0x80, 0x20, 0x92, 0x20, 0xe9])), [
    '€ ’ é',
    'windows-1252',
    'fallback',
  ]);
});

test('other scripts are told by their letters', () => {
  const russian = Buffer.from('cfeef0f23bcff0e8f7e0eb3bc2fbf1eef2e00a', 'hex');
  const many = Buffer.concat(Array.from({ length: 20 }, () => russian));
  assert.is(decode(many)[1], 'windows-1251');
  // 名前,年齢 and 山田,30 in Shift_JIS.
  const japanese = Buffer.from('96bc914f2c944e97ee0d0a8e5293632c33300d0a', 'hex');
  assert.is(decode(japanese)[1], 'shift_jis');
});

test('an encoding that does not define the bytes is not believed', () => {
  // A few Russian words, whose letters look Hebrew to the statistics; Hebrew has no letters at C0 to DF.
  const words = Buffer.from(
    'edeeece5f03be8ecff3be3eef0eee40a313bc8e2e0ed3bcceef1eae2e00a323bcfb8f2f03bcae0e7e0edfc0a',
    'hex',
  );
  assert.not.match(decode(words)[0] ?? '', /\ufffd/);
});

test('a hint decides where nothing else does', () => {
  assert.equal(decode(Buffer.from([0xe9, 0x3b]), 'auto', 'iso-8859-2').slice(1), [
    'iso-8859-2',
    'hint',
  ]);
  assert.is(decode(Buffer.from('jetée'), 'auto', 'iso-8859-2')[1], 'utf-8');
});

test('a configured label wins, by any of its names', () => {
  assert.is(decode(Buffer.from([0xe9]), 'latin1')[1], 'windows-1252');
  assert.equal(decode(Buffer.from('é'), 'latin1')[0], 'Ã©');
});

test('single NULs are dropped, many make a file binary', () => {
  assert.is(decode(Buffer.from('quay\0;tide\n1;2\n'))[0], 'quay;tide\n1;2\n');
  for (const bytes of [
    Buffer.alloc(3),
    Buffer.alloc(5000),
    Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0'),
  ]) {
    assert.throws(
      () => decode(bytes),
      (error: unknown) => error instanceof Undecodable && error.reason === 'binary',
    );
  }
});

test('an unknown label is undecodable', () => {
  assert.throws(
    () => decode(Buffer.from('x'), 'klingon'),
    (error: unknown) => error instanceof Undecodable && error.reason === 'unknown-encoding',
  );
});

test('nothing decodes to nothing', () => {
  assert.is(decode(Buffer.alloc(0))[0], '');
  assert.is(decode(Buffer.from('\ufeff'))[0], '');
});
test.run();
