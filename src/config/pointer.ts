/** JSON Pointers (RFC 6901): how ajv and the tree name a place in the document. The root is the empty text. */
export function pointerTo(parent: string, key: string | number): string {
  return `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

export function parentOf(pointer: string): string {
  return pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));
}

/** The last step of a pointer, unescaped; the empty text for the root. */
export function lastKeyOf(pointer: string): string {
  return unescapeStep(pointer.slice(pointer.lastIndexOf('/') + 1));
}

/** A pointer as a person writes it: `buckets[0].auth`, `rules["field/*"]`. */
export function displayKey(pointer: string): string {
  let text = '';
  for (const step of pointer.split('/').slice(1).map(unescapeStep)) {
    if (/^\d+$/.test(step)) text += `[${step}]`;
    else if (/^[A-Za-z_$][\w$-]*$/.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}

const unescapeStep = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');
