import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A fenced block of a page. */
export interface Fence {
  /** The word after the fence; empty where there is none. */
  readonly language: string;
  readonly text: string;
  /** `FILE:LINE` of its first line of text. */
  readonly place: string;
  /** From 1. */
  readonly line: number;
  /** Headings before it. */
  readonly section: number;
}

/** A Markdown page of the project. */
export interface Page {
  /** Relative to the root, with `/`. */
  readonly file: string;
  readonly text: string;
  readonly fences: readonly Fence[];
  /** Targets of links, as written. */
  readonly links: readonly { readonly target: string; readonly line: number }[];
  /** What a link may name after `#`, as GitHub makes it from headings. */
  readonly anchors: ReadonlySet<string>;
}

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The pages that a reader may come upon: those at the root and in `docs/`. */
export function pages(): readonly Page[] {
  const inFolder = (folder: string) =>
    readdirSync(ROOT + folder)
      .filter((name) => name.endsWith('.md'))
      .sort()
      .map((name) => readPage(folder + name));
  return [...inFolder(''), ...inFolder('docs/')];
}

export function readPage(file: string): Page {
  return parsePage(file, readFileSync(ROOT + file, 'utf8'));
}

/** O(length). Fences are those of three or more backticks; links are `[text](target)`. */
export function parsePage(file: string, text: string): Page {
  const fences: Fence[] = [];
  const links: { target: string; line: number }[] = [];
  const anchors = new Set<string>();
  let headings = 0;
  let open: { fence: string; language: string; line: number; lines: string[] } | undefined;
  for (const [i, line] of text.split('\n').entries()) {
    const [, fence = '', language = ''] = /^(`{3,})\s*(\S*)/.exec(line) ?? [];
    if (open !== undefined) {
      if (!line.startsWith(open.fence)) open.lines.push(line);
      else {
        const { language: word, line: first, lines } = open;
        fences.push({
          language: word,
          text: lines.join('\n'),
          place: `${file}:${first}`,
          line: first,
          section: headings,
        });
        open = undefined;
      }
    } else if (fence !== '') open = { fence, language, line: i + 2, lines: [] };
    else {
      const prose = line.replace(/(`+)(?:(?!\1).)+\1/g, '');
      for (const [, target = ''] of prose.matchAll(/\]\(([^()\s]+)\)/g)) {
        links.push({ target, line: i + 1 });
      }
      const heading = /^#{1,6} +(.+?)\s*$/.exec(line)?.[1];
      if (heading === undefined) continue;
      headings += 1;
      anchors.add(anchorOf(heading, anchors));
    }
  }
  if (open !== undefined) throw new Error(`${file}:${open.line - 1}: this block is not closed`);
  return { file, text, fences, links, anchors };
}

/** As GitHub does: lower case, no punctuation, spaces to hyphens, a number where the name is taken. */
function anchorOf(heading: string, taken: ReadonlySet<string>): string {
  const name = heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
    .replaceAll(' ', '-');
  let anchor = name;
  for (let count = 1; taken.has(anchor); count++) anchor = `${name}-${count}`;
  return anchor;
}
