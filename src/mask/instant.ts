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

/** A date's parts in one placeholder. */
interface Reading {
  /** Slot of the placeholder in the position program. */
  readonly slot: number;
  /** A part of it is in the date already, so another date begins. */
  readonly startsDate: boolean;
  /** The formats it may have; one, unless it is a type. */
  readonly formats: readonly Format[];
  /**
   * With one format: its parts that belong to this date, packed four words each: characters from the placeholder's start, digits,
   * what to add, place in the date.
   */
  readonly parts: Int32Array;
}

/** Places in a date. */
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

/**
 * Finds the greatest date in a key. Neighbouring placeholders make one date until a part comes again; a placeholder's
 * parts stay together, so `{MM}/{YYYYMM}` has the dates MM and YYYYMM.
 */
export class InstantReader {
  readonly #program: PositionProgram;
  readonly #bounds: Int32Array;
  readonly #readings: readonly Reading[];
  /** By place; -1 for not read. */
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
        readings.push({ slot, startsDate, formats, parts: packed(parts) });
      }
    });
    this.#readings = readings;
  }

  /** Milliseconds since the epoch, UTC, for a key that the mask takes. Parts not captured count as their least. */
  read(bytes: Uint8Array, start: number, end: number): number {
    if (this.#readings.length === 0) return Number.NEGATIVE_INFINITY;
    this.#program.run(bytes, start, end, this.#bounds);
    const date = this.#date;
    date.fill(-1);
    let greatest = Number.NEGATIVE_INFINITY;
    for (const { formats, parts, slot, startsDate } of this.#readings) {
      if (startsDate) {
        greatest = Math.max(greatest, instantOf(date));
        date.fill(-1);
      }
      const from = this.#bounds[2 * slot]!;
      const words =
        formats.length === 1
          ? parts
          : fittingParts(formats, bytes, from, this.#bounds[2 * slot + 1]!);
      for (let i = 0; i < words.length; i += 4) {
        const value = numberAt(bytes, from + words[i]!, words[i + 1]!);
        date[words[i + 3]!] = value + words[i + 2]!;
      }
    }
    return Math.max(greatest, instantOf(date));
  }
}

const packed = (parts: readonly FormatPart[]): Int32Array =>
  Int32Array.from(
    parts.flatMap(({ at, base, component, width }) => [at, width, base, PLACE[component]]),
  );

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

/** The parts of the first format that the value has: the order is that of `TYPES`. */
function fittingParts(
  formats: readonly Format[],
  bytes: Uint8Array,
  from: number,
  to: number,
): Int32Array {
  const format = formats.find((one) => one.width === to - from && fits(one, bytes, from));
  return packed(format?.parts ?? []);
}

function fits(format: Format, bytes: Uint8Array, from: number): boolean {
  let memory = NOTHING_READ;
  let at = 0;
  for (const { at: begin, base, component, width } of format.parts) {
    for (; at < begin; at++) {
      if (bytes[from + at] !== format.text.charCodeAt(at)) return false;
    }
    for (; at < begin + width; at++) {
      const byte = bytes[from + at]!;
      if (byte < 0x30 || byte > 0x39) return false;
    }
    const classNumber = classOf(component, base + numberAt(bytes, from + begin, width));
    if (classNumber === 0) return false;
    memory = remember(memory, component, classNumber);
  }
  return exists(memory);
}

function numberAt(bytes: Uint8Array, at: number, digits: number): number {
  let value = 0;
  for (let i = at; i < at + digits; i++) value = 10 * value + bytes[i]! - 0x30;
  return value;
}

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
