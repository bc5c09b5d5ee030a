import {
  type Component,
  classOf,
  daysFromCivil,
  exists,
  NOTHING_READ,
  remember,
} from './calendar.ts';
import { placeholdersOf } from './captures.ts';
import type { Element, Value } from './element.ts';
import type { Format, FormatPart } from './format.ts';
import { PositionProgram } from './position-program.ts';
import { TYPES } from './value-type.ts';

/** The formats that a value may have; none where it holds no date or time. */
function formatsOf(value: Value): readonly Format[] {
  if (value.kind === 'format') return [value.format];
  if (value.kind !== 'type') return [];
  const shape = TYPES[value.type];
  return shape.kind === 'formats' ? shape.formats : [];
}

/** Parts of one format that belong to one date. */
interface Reading {
  /** Slot of the placeholder in the position program. */
  readonly slot: number;
  /** The formats it may have; one, unless it is a type. */
  readonly formats: readonly Format[];
  /** With one format: its parts that belong to this date. */
  readonly parts: readonly FormatPart[];
  /** A part of it is in the date already, so another date begins. */
  readonly startsDate: boolean;
}

/**
 * Finds the greatest date in a key. Neighbouring placeholders make one date until a part comes again; a placeholder's
 * parts stay together, so `{MM}/{YYYYMM}` has the dates MM and YYYYMM.
 */
export class InstantReader {
  readonly #program: PositionProgram;
  readonly #bounds: Int32Array;
  readonly #readings: readonly Reading[];
  /** Year, month, day, day of year, hour, minute, second, millisecond; -1 for not read. */
  readonly #date = new Int32Array(8);

  constructor(elements: readonly Element[]) {
    const placed = placeholdersOf(elements, ({ value }) => formatsOf(value).length > 0);
    this.#program = new PositionProgram(
      elements,
      placed.map(({ at }) => at),
    );
    this.#bounds = new Int32Array(2 * placed.length);
    const readings: Reading[] = [];
    let seen = new Set<Component>();
    placed.forEach(({ placeholder }, slot) => {
      const formats = formatsOf(placeholder.value);
      for (const parts of datesOf(formats)) {
        const components = parts.map((part) => part.component);
        const startsDate = components.some((component) => seen.has(component));
        if (startsDate) seen = new Set();
        for (const component of components) seen.add(component);
        readings.push({ slot, formats, parts, startsDate });
      }
    });
    this.#readings = readings;
  }

  /** Milliseconds since the epoch, UTC, for a key that the mask takes. Parts not captured count as their least. */
  read(bytes: Uint8Array, start: number, end: number): number {
    if (this.#readings.length === 0) return Number.NEGATIVE_INFINITY;
    this.#program.run(bytes, start, end, this.#bounds);
    this.#date.fill(-1);
    let greatest = Number.NEGATIVE_INFINITY;
    for (const reading of this.#readings) {
      if (reading.startsDate) {
        greatest = Math.max(greatest, instantOf(this.#date));
        this.#date.fill(-1);
      }
      const from = this.#bounds[2 * reading.slot]!;
      const to = this.#bounds[2 * reading.slot + 1]!;
      const parts =
        reading.formats.length === 1
          ? reading.parts
          : fittingParts(reading.formats, bytes, from, to);
      for (const part of parts) {
        this.#date[PLACE[part.component]] = valueAt(bytes, from + part.at, part);
      }
    }
    return Math.max(greatest, instantOf(this.#date));
  }
}

/** The parts of a format date by date; for a type, the parts that its widest format has. */
function datesOf(formats: readonly Format[]): readonly (readonly FormatPart[])[] {
  const widest = formats.reduce((a, b) => (b.parts.length > a.parts.length ? b : a));
  const dates: FormatPart[][] = [];
  for (const part of widest.parts) {
    if (part.startsDate || dates.length === 0) dates.push([]);
    dates.at(-1)!.push(part);
  }
  return dates;
}

/** The parts of the first format that the value has: types are read in the order SPEC 3.3 lists their formats. */
function fittingParts(
  formats: readonly Format[],
  bytes: Uint8Array,
  from: number,
  to: number,
): readonly FormatPart[] {
  for (const format of formats) {
    if (format.width === to - from && fits(format, bytes, from)) return format.parts;
  }
  return [];
}

function fits(format: Format, bytes: Uint8Array, from: number): boolean {
  let memory = NOTHING_READ;
  let at = 0;
  for (const part of format.parts) {
    for (; at < part.at; at++) {
      if (bytes[from + at] !== format.text.charCodeAt(at)) return false;
    }
    for (; at < part.at + part.width; at++) {
      const byte = bytes[from + at]!;
      if (byte < 0x30 || byte > 0x39) return false;
    }
    const classNumber = classOf(part.component, valueAt(bytes, from + part.at, part));
    if (classNumber === 0) return false;
    memory = remember(memory, part.component, classNumber);
  }
  return exists(memory);
}

function valueAt(bytes: Uint8Array, at: number, part: FormatPart): number {
  let value = 0;
  for (let i = at; i < at + part.width; i++) value = 10 * value + bytes[i]! - 0x30;
  return part.base + value;
}

const PLACE: Readonly<Record<Component, number>> = {
  year: 0,
  month: 1,
  day: 2,
  dayOfYear: 3,
  hour: 4,
  minute: 5,
  second: 6,
  millisecond: 7,
};

function instantOf(date: Int32Array): number {
  const year = date[0]! < 0 ? 1970 : date[0]!;
  const month = date[1]! < 0 ? 1 : date[1]!;
  const day = date[2]! < 0 ? 1 : date[2]!;
  const days =
    date[3]! >= 0 && date[1]! < 0 && date[2]! < 0
      ? daysFromCivil(year, 1, 1) + date[3]! - 1
      : daysFromCivil(year, month, day);
  const seconds = 3600 * Math.max(0, date[4]!) + 60 * Math.max(0, date[5]!) + Math.max(0, date[6]!);
  return 86_400_000 * days + 1000 * seconds + Math.max(0, date[7]!);
}
