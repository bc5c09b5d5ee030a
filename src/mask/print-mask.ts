import type { Element, Value } from './element.ts';

/** Escapes the characters that mean something in a mask. */
export const escapeLiteral = (text: string): string => text.replace(/[{}*?\\]/g, '\\$&');
const escapeChoice = (text: string): string => text.replace(/[{}*?\\|]/g, '\\$&');

/** The text of a syntax tree: `printMask(parse(text))` is `text` for every mask that parses. O(length). */
export function printMask(elements: readonly Element[]): string {
  return `/${elements.map(printElement).join('')}`;
}

function printElement(element: Element): string {
  switch (element.kind) {
    case 'literal':
      return escapeLiteral(element.text);
    case 'character':
      return '?';
    case 'wildcard':
      return '*';
    case 'segments':
      return element.last ? '**' : '**/';
    case 'placeholder': {
      const name = element.name === undefined ? '' : `${element.name}:`;
      const body = `{${name}${printValue(element.value)}}`;
      return element.separates ? `{${body}}` : body;
    }
  }
}

function printValue(value: Value): string {
  switch (value.kind) {
    case 'format':
      return value.format.text;
    case 'type': {
      if (value.length === undefined) return value.type;
      const { min, max } = value.length;
      return `${value.type}(${max === undefined ? min : `${min},${max}`})`;
    }
    case 'enumeration':
      return value.values.map(escapeChoice).join('|');
    case 'run':
      return 'z'.repeat(value.count);
    case 'token':
      return value.token;
  }
}
