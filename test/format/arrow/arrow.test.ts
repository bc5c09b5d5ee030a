import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readFile } from '../../../src/format/index.ts';
import { AUTO, memorySource } from '../memory-source.ts';

const test = suite('arrow');
const fixture = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../fixtures/formats/arrow/${name}`, import.meta.url)));

/** A FlatBuffers table with the given slots, each a number (16 bits) or the place of what it points to, filled in later. */
class Builder {
  readonly #bytes = Buffer.alloc(1 << 20);
  #at = 4;

  table(slots: readonly (number | undefined)[]): { readonly at: number; slot(i: number): number } {
    const vtable = this.#at;
    this.#bytes.writeUInt16LE(4 + 2 * slots.length, vtable);
    const at = vtable + 4 + 2 * slots.length;
    this.#bytes.writeInt32LE(at - vtable, at);
    const places = slots.map((_, i) => at + 4 + 4 * i);
    for (const [i, value] of slots.entries()) {
      if (value === undefined) continue;
      this.#bytes.writeUInt16LE(4 + 4 * i, vtable + 4 + 2 * i);
      this.#bytes.writeUInt32LE(value, places[i]!);
    }
    this.#at = at + 4 + 4 * slots.length;
    return { at, slot: (i) => places[i]! };
  }

  vector(length: number, claimed = length) {
    const at = this.#at;
    this.#bytes.writeUInt32LE(claimed, at);
    this.#at += 4 + 4 * length;
    return { at, slot: (i: number) => at + 4 + 4 * i };
  }

  point(from: number, to: number): void {
    this.#bytes.writeUInt32LE(to - from, from);
  }

  /** The message as a stream starts with it. */
  stream(root: number): Buffer {
    this.point(0, root);
    const head = Buffer.alloc(8);
    head.writeUInt32LE(0xffffffff, 0);
    head.writeUInt32LE(this.#at, 4);
    return Buffer.concat([head, this.#bytes.subarray(0, this.#at)]);
  }
}

const INT = 2;
const TIMESTAMP = 10;
const STRUCT = 13;
/** `tiers` structs, each with `width` children that are all the same next one. */
function tiers(depth: number, width: number, claimed = width): Buffer {
  const builder = new Builder();
  const message = builder.table([4, 1, 0]);
  const schema = builder.table([0, 0]);
  builder.point(message.slot(2), schema.at);
  let parent = schema.slot(1);
  for (let i = 0; i < depth; i++) {
    const children = builder.vector(width, claimed);
    builder.point(parent, children.at);
    const field = builder.table([
      undefined,
      1,
      i + 1 < depth ? STRUCT : INT,
      undefined,
      undefined,
      0,
    ]);
    for (let k = 0; k < width; k++) builder.point(children.slot(k), field.at);
    parent = field.slot(5);
  }
  builder.point(parent, builder.vector(0).at);
  return builder.stream(message.at);
}

const read = (bytes: Uint8Array) => readFile(memorySource('ships.arrows', bytes), AUTO);

test('a stream is known by its first message, whatever its name', async () => {
  const bytes = fixture('primitive_no_batches.stream');
  const reading = await readFile(memorySource('ships', bytes), AUTO);
  assert.is(reading.format, 'arrow');
});

test('tables are read where they point', async () => {
  assert.is((await read(tiers(1, 3))).fields.length, 3);
  assert.is((await read(tiers(3, 4))).fields.length, 64);
});

test('columns that share their children in tiers are over budget', async () => {
  assert.is((await read(tiers(20, 40))).unread, 'over-budget');
});

test('a vector that claims two billion children is undecodable', async () => {
  assert.is((await read(tiers(2, 3, 2 ** 31))).unread, 'undecodable');
});

test('nesting is bounded', async () => {
  assert.is((await read(tiers(5000, 1))).fields.length, 1);
});

test('a message of 2 GB is over budget where it may be there, and a cut one undecodable', async () => {
  const bytes = Buffer.concat([Buffer.from('ARROW1\0\0'), fixture('decimal32.stream')]);
  bytes.writeUInt32LE(0x7fffffff, 12);
  assert.is((await read(bytes)).unread, 'undecodable');
  const long = memorySource('ships.arrow', bytes, { size: 2 ** 32 });
  assert.is((await readFile(long, AUTO)).unread, 'over-budget');
  bytes.writeUInt32LE(100_000, 12);
  assert.is((await read(bytes)).unread, 'undecodable');
});

test('a text that is only called Arrow is undecodable', async () => {
  assert.is((await read(Buffer.from('berth;ship\n1;Aurora\n'))).unread, 'undecodable');
});

test('a file without a schema at its front is read by its footer', async () => {
  for (const name of ['union.arrow_file', '0.14.1-nested.arrow_file', 'harbours.runs.arrow']) {
    const bytes = fixture(name);
    const { fields } = await read(bytes);
    assert.ok(fields.length > 0);
    const footerAt = bytes.length - 10 - bytes.readUInt32LE(bytes.length - 10);
    for (const front of [Buffer.alloc(footerAt - 8), Buffer.alloc(200_000, 8)]) {
      const other = Buffer.concat([bytes.subarray(0, 8), front, bytes.subarray(footerAt)]);
      const source = memorySource('ships', other);
      assert.equal((await readFile(source, AUTO)).fields, fields, name);
      assert.ok(source.requests <= 2, `${source.requests} requests`);
      for (const cut of [1, 8, 100]) {
        assert.is((await read(other.subarray(0, -cut))).unread, 'undecodable', `${name} -${cut}`);
      }
    }
  }
});

test('a schema longer than the head is asked for again', async () => {
  const long = Buffer.concat([tiers(1, 20_000), Buffer.alloc(500_000)]);
  const source = memorySource('ships.arrow', long);
  assert.is((await readFile(source, AUTO)).fields.length, 20_000);
  assert.is(source.requests, 2);
});

test('a text that many tables point to is bounded', async () => {
  for (const [slot, length] of [
    [0, 17_000],
    [1, 300],
  ] as const) {
    const builder = new Builder();
    const message = builder.table([4, 1, 0]);
    const schema = builder.table([0, 0]);
    builder.point(message.slot(2), schema.at);
    const fields = builder.vector(1);
    builder.point(schema.slot(1), fields.at);
    const field = builder.table([0, 1, TIMESTAMP, 0]);
    builder.point(fields.slot(0), field.at);
    const type = builder.table([0, 0]);
    builder.point(field.slot(3), type.at);
    // A vector of numbers is a text as well; one word holds four bytes.
    const texts = [builder.vector(1, 4), builder.vector(1, 4)];
    texts[slot] = builder.vector(length / 4, length);
    builder.point(field.slot(0), texts[0]!.at);
    builder.point(type.slot(1), texts[1]!.at);
    assert.is((await read(builder.stream(message.at))).unread, 'over-budget', `slot ${slot}`);
  }
});

/** A Feather file of version 1 with another footer, as its first bytes and its trailer stand. */
function feather(change: (footer: Buffer) => Buffer): Buffer {
  const bytes = fixture('harbours.v1.feather');
  const end = bytes.length - 8;
  const start = end - bytes.readUInt32LE(end);
  const footer = change(Buffer.from(bytes.subarray(start, end)));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([bytes.subarray(0, start), footer, length, bytes.subarray(end + 4)]);
}
const readFeather = (bytes: Uint8Array) => readFile(memorySource('ships.feather', bytes), AUTO);

test('a Feather footer of version 1 that is longer than the tail is asked for', async () => {
  const gap = 300_000;
  const bytes = feather((footer) => {
    footer.writeUInt32LE(footer.readUInt32LE(0) + gap, 0);
    return Buffer.concat([footer.subarray(0, 4), Buffer.alloc(gap), footer.subarray(4)]);
  });
  const source = memorySource('ships', bytes);
  const reading = await readFile(source, AUTO);
  assert.is(reading.fields.length, 26);
  assert.is(source.requests, 3);
});

test('a Feather file of version 1 without its footer is undecodable', async () => {
  const bytes = fixture('harbours.v1.feather');
  for (const end of [12, 500, bytes.length - 1]) {
    assert.is((await readFeather(bytes.subarray(0, end))).unread, 'undecodable', String(end));
  }
  const long = Buffer.from(bytes);
  long.writeUInt32LE(0x7fffffff, long.length - 8);
  assert.is((await readFeather(long)).unread, 'undecodable');
  assert.is((await readFeather(feather((footer) => footer.fill(0xff)))).unread, 'undecodable');
  const large = feather((footer) => Buffer.concat([footer, Buffer.alloc(5_000_000)]));
  assert.is((await readFeather(large)).unread, 'over-budget');
});

test.run();
