const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Character data, with control characters as references: S3 writes them so, although XML 1.0 has no place for them. */
export function escapeXml(text: string): string {
  return text.replace(
    /[&<>"\x00-\x1f\x7f]/g,
    (character) => ESCAPES[character] ?? `&#x${character.charCodeAt(0).toString(16)};`,
  );
}

export function element(name: string, value: string | number): string {
  return `<${name}>${escapeXml(String(value))}</${name}>`;
}
