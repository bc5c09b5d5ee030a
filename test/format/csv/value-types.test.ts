import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { FIELD_TYPES } from '../../../src/catalogue/index.ts';
import { addValue, columnTypes, emptyColumn } from '../../../src/format/csv/value-types.ts';

const test = suite('csv value types');

function typesOf(values: readonly string[], delimiter = ',') {
  const column = emptyColumn();
  for (const value of values) addValue(column, value, delimiter);
  return columnTypes(column);
}

/** Delimiter, values, type, and what else is accepted (`string` always is). */
const CASES: readonly (readonly [string, readonly string[], string, readonly string[]])[] = [
  [',', ['12', '-7', '+3', '0'], 'integer', ['number']],
  [',', ['0', '1', '1'], 'integer', ['number', 'boolean']],
  [',', ['007', '12'], 'string', []],
  [',', ['0'], 'integer', ['number', 'boolean']],
  [',', ['0.5', '.5', '5.', '1e5', '-2.5E-3'], 'number', []],
  [',', ['00.5'], 'string', []],
  [',', ['123456789012345678'], 'integer', ['number']],
  [',', ['1234567890123456789'], 'string', []],
  [',', ['+33612345678'], 'string', []],
  [',', ['+1 202-555-0100'], 'string', []],
  [',', ['06 12 34 56 78'], 'string', []],
  [',', ['1,234', '12', '1,234,567'], 'integer', ['number']],
  [',', ['1,234.50'], 'number', []],
  [',', ['4.830.000,00'], 'string', []],
  [',', ['12,5'], 'string', []],
  [';', ['12,5', '3'], 'number', []],
  [';', ['4.830.000,00', '12,5'], 'number', []],
  [';', ['12,5', '12.5'], 'string', []],
  [';', ['1 234,5', '12'], 'number', []],
  [';', ['1 234', '12'], 'integer', ['number']],
  [';', ['1\u202f234', '12'], 'integer', ['number']],
  [';', ["1'234'567"], 'integer', ['number']],
  [';', ['1.234.567'], 'integer', ['number']],
  [';', ['1,234'], 'number', ['integer']],
  [',', ['12%', '3%'], 'string', []],
  [',', ['$12'], 'string', []],
  [',', ['true', 'FALSE', 'True'], 'boolean', []],
  [',', ['yes', 'No'], 'boolean', []],
  [',', ['Y', 'N'], 'boolean', []],
  // One of two words proves nothing, but does not contradict a boolean of before.
  [',', ['Y', 'Y'], 'string', ['boolean']],
  [',', ['F', 'M'], 'string', []],
  [',', ['yes', 'oui'], 'string', []],
  [',', ['wahr', 'falsch'], 'boolean', []],
  [',', ['Ja', 'nee'], 'boolean', []],
  [',', ['verdadero', 'falso'], 'boolean', []],
  [',', ['sí', 'no', 'si'], 'boolean', []],
  [',', ['2024-02-29', '2023-12-01'], 'date', []],
  [',', ['2023-02-30'], 'string', []],
  [',', ['2023-02-29'], 'string', []],
  [',', ['29/02/23'], 'string', []],
  [',', ['29/02/24', '29.02.2000'], 'date', []],
  [',', ['2024/01/05', '2024.1.5'], 'date', []],
  [',', ['13/01/2024', '02/01/2024'], 'date', []],
  [',', ['01/13/2024', '02/01/2024'], 'date', []],
  [',', ['01/02/2024'], 'date', []],
  [',', ['13/01/2024', '01/13/2024'], 'string', []],
  [',', ['05.03.24'], 'date', []],
  [',', ['5 mars 2024', '12 août 2024'], 'date', []],
  [',', ['05-Mar-2024', 'Mar 5, 2024'], 'date', []],
  [',', ['12:30', '23:59:59', '1:05 PM'], 'time', []],
  [',', ['Mary 5, 2024'], 'string', []],
  [',', ['12 Decks 2020'], 'string', []],
  [',', ['1er janvier 2024', '15 Févr. 2024'], 'date', []],
  [',', ['15 de marzo de 2024', '3 sept 2024'], 'date', []],
  [',', ['25:30'], 'string', []],
  [',', ['24:30'], 'string', []],
  [',', ['24:00', '00:05'], 'time', []],
  [',', ['2024-01-05T12:30:00Z', '2024-01-05 12:30:00.123+01:00'], 'datetime', []],
  [',', ['13/01/2024 08:15'], 'datetime', []],
  [',', ['2024-01-15T12:30:00 CET', '2024-01-15t12:30:00z'], 'datetime', []],
  [',', ['20240115T123000Z', '2024-01-15 12:30'], 'datetime', []],
  [',', ['20241315T123000Z'], 'string', []],
  [',', ['2024-01-05', '2024-01-05 12:30'], 'string', []],
  [',', ['20240105'], 'integer', ['number']],
  [',', ['12', 'NA', 'n/a', ''], 'string', []],
  [',', ['12', 'NA', 'N/A', 'null', 'NULL', 'None', 'NaN', '\\N', '-', ' '], 'integer', ['number']],
  [',', ['quay', '12'], 'string', []],
  [',', ['x'.repeat(10_000)], 'string', []],
];

for (const [delimiter, values, type, others] of CASES) {
  test(`${JSON.stringify(values).slice(0, 60)} under ${delimiter} is ${type}`, () => {
    const found = typesOf(values, delimiter);
    assert.is(found.type, type);
    assert.equal([...found.accepts].sort(), [...new Set(['string', type, ...others])].sort());
  });
}

test('without values, every type is accepted and string is the type', () => {
  for (const values of [[], [''], ['NULL', '-']]) {
    assert.equal(typesOf(values), { type: 'string', accepts: FIELD_TYPES });
  }
});

const value = fc.oneof(
  fc.constantFrom(...CASES.flatMap(([, values]) => values)),
  fc.string({ maxLength: 6 }),
  fc.integer().map(String),
);
const delimiter = fc.constantFrom(',', ';', '\t', '|', '');

test('law: the type is accepted, and so is string', () => {
  fc.assert(
    fc.property(fc.array(value), delimiter, (values, separator) => {
      const { type, accepts } = typesOf(values, separator);
      assert.ok(accepts.includes(type) && accepts.includes('string'));
    }),
  );
});

test('law: more values never accept more types', () => {
  fc.assert(
    fc.property(fc.array(value), fc.array(value), delimiter, (values, more, separator) => {
      const before = typesOf(values, separator).accepts;
      for (const type of typesOf([...values, ...more], separator).accepts) {
        assert.ok(before.includes(type), `${type} came back`);
      }
    }),
  );
});

test('law: the order of the values does not matter', () => {
  fc.assert(
    fc.property(fc.array(value), delimiter, (values, separator) => {
      assert.equal(typesOf([...values].reverse(), separator), typesOf(values, separator));
    }),
  );
});

test('law: a type once seen stays while no value contradicts it', () => {
  fc.assert(
    fc.property(fc.array(value), fc.array(value), delimiter, (days, today, separator) => {
      const all = typesOf([...days, ...today], separator);
      // What all values together are is accepted by each part of them.
      assert.ok(typesOf(days, separator).accepts.includes(all.type));
      assert.ok(typesOf(today, separator).accepts.includes(all.type));
    }),
  );
});
test.run();
