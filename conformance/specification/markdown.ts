// Turns plain sentences into Markdown that shows them as they are, and ids into links.
// Knows Markdown, clause ids and versions; knows no clause and no chapter.

import { TARGETS, type Target } from "../../spec/clause.ts";
import { CLAUSE_IDS } from "../../spec/clauses/index.ts";

const ID = /\b[A-Z]+-\d{2}\b/g;
const KNOWN: ReadonlySet<string> = new Set(CLAUSE_IDS);

/** The clause ids that `text` names, known or not, each once and in order. */
export function idsIn(text: string): readonly string[] {
  return [...new Set(text.match(ID) ?? [])];
}

/** A clause id as a link to its place in SPEC.md; `file` is where that is when it is not this page. */
export function idLink(id: string, file = ""): string {
  return `[${id}](${file}#${id.toLowerCase()})`;
}

/** Markdown with every known clause id that is not code as a link. */
export function withLinks(text: string): string {
  return outsideCode(text, (part) => part.replace(ID, (id) => (KNOWN.has(id) ? idLink(id) : id)));
}

function outsideCode(text: string, change: (part: string) => string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") ? part : change(part)))
    .join("");
}

/** The target of a link to `heading`, as GitHub makes it. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9 _-]/g, "")
    .replaceAll(" ", "-");
}

/** `text` as code, whatever it contains, on one line. */
export function code(text: string): string {
  const fence = text.includes("`") ? "``" : "`";
  return fence.length > 1 ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

/** Words that are code wherever they stand: with an underscore, or called. */
const CODE_WORD = /(?:[A-Za-z_]\w*\.)*(?:[A-Za-z_]\w*\([^()]*\)|\w*[A-Za-z]\w*_\w*|_\w+)/g;

function proseAsMarkdown(text: string): string {
  let [done, at] = ["", 0];
  for (const match of text.matchAll(CODE_WORD)) {
    done += `${escaped(text.slice(at, match.index))}${code(match[0])}`;
    at = match.index + match[0].length;
  }
  return done + escaped(text.slice(at));
}

function escaped(text: string): string {
  return text.replace(/[\\*_<>[\]|]/g, (character) => `\\${character}`);
}

/**
 * A sentence that was written without Markdown, apart from code between backticks: names of methods become code, and
 * nothing in it is taken for markup.
 */
export function sentence(text: string): string {
  return outsideCode(text, proseAsMarkdown);
}

/** A table; cells are Markdown. A column whose heading is centred has `:` at both ends of its rule. */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  centred: ReadonlySet<string> = new Set(),
): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("\n", "<br>")).join(" | ")} |`;
  const rule = headings.map((heading) => (centred.has(heading) ? ":-:" : "---"));
  return [line(headings), line(rule), ...rows.map(line)].join("\n");
}

/** Versions as people say them: `2.7`, `3.6 – 3.11`, `2.7, 3.6 – 3.7`. */
export function versionsText(versions: readonly Target[]): string {
  const runs: Target[][] = [];
  for (const target of TARGETS) {
    if (!versions.includes(target)) continue;
    const [before, run] = [TARGETS[TARGETS.indexOf(target) - 1], runs.at(-1)];
    // Between 2.7 and 3.6 lie versions that nobody recorded.
    if (run !== undefined && run.at(-1) === before && before !== "2.7") run.push(target);
    else runs.push([target]);
  }
  return runs.map((run) => (run.length === 1 ? run[0] : `${run[0]} – ${run.at(-1)}`)).join(", ");
}

/** A scenario or probe, and the file it is read in, from the root of the package. */
export interface Linked {
  readonly id: string;
  readonly file: string;
}

/** A scenario or probe as a link from a page in spec/, short where its folder is plain from the area around it. */
export function caseLink({ id, file }: Linked, area = ""): string {
  const text = id.startsWith(`${area.toLowerCase()}/`) ? id.slice(area.length + 1) : id;
  return `[${text}](../${file})`;
}

/** The first line of a generated page. */
export const GENERATED = "<!-- Written by `npm run spec` from spec/clauses and fixtures. Do not edit. -->";
