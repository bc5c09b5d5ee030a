import type { Component } from './calendar.ts';
import type { Format } from './format.ts';

/** 1 January 2024, midnight: what a person expects where any date would do. */
const SAMPLE: Readonly<Record<Component, number>> = {
  year: 2024,
  month: 1,
  day: 1,
  dayOfYear: 1,
  hour: 0,
  minute: 0,
  second: 0,
  millisecond: 0,
};

/** A readable value of a format. O(width). */
export function sampleDate({ text, parts }: Format): string {
  let out = '';
  for (const { at, base, component, width } of parts) {
    out += text.slice(out.length, at);
    out += String(SAMPLE[component] - base).padStart(width, '0');
  }
  return out;
}
