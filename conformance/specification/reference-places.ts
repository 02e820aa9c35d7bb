// Where the reference keeps each clause: read from the docstrings of its source, which name clauses behind "Clauses:".
// Knows how docstrings and declarations are written there; runs nothing of it.

import { CLAUSE_IDS, type ClauseId } from "../../spec/clauses/index.ts";
import type { SourceFile } from "./reference-sources.ts";

/** A declaration whose docstring names a clause: `Dispatcher.close` in reference/asyncore/dispatcher.ts. */
export interface Place {
  readonly file: string;
  readonly symbol: string;
  /** How many clauses its docstring names: the fewer, the nearer. */
  readonly names: number;
}

/** The clauses the reference does not keep, and why. */
export const NOT_IN_THE_REFERENCE: Partial<Record<ClauseId, string>> = {
  "ACCEPT-06": "it follows 3.11, and only 2.7 does this",
  "ATTRIBUTE-07": "it follows 3.11, and only 2.7 does this",
  "ATTRIBUTE-08": "whatever is no part of Python does not go with a version of Python",
  "ATTRIBUTE-11": "it follows 3.11, and only 2.7 does this",
  "ATTRIBUTE-12": "it tells apart what only Python has two of",
  "CHAT-37": "it follows 3.11, and only 2.7 has the class",
  "CHAT-42": "only in Python does an object answer as it likes when it is sliced",
  "DISPATCHER-21": "it follows 3.11, and only 2.7 does this",
};

const DOCSTRING = /^( *)\/\*\*((?:[^*]|\*(?!\/))*)\*\/\n(?: *\/\/.*\n)*(.*)$/gm;
const DECLARATION =
  /^ *(?:export |default |abstract |declare |readonly |override |static |async )*(?:(?<kind>function|class|const|interface|type) )?(?<name>#?\w+)/;
const CLAUSES = /\bClauses: (.*?)(?:\. [A-Z]|\.? *$)/g;
const ID_OR_RANGE = /\b([A-Z]+)-(\d\d)(?: to [A-Z]+-(\d\d))?/g;

/** The ids a docstring names behind "Clauses:", ranges spelled out. */
export function clausesIn(docstring: string): readonly string[] {
  const flat = docstring.trim().replace(/\s*\n *\* ?/g, " ");
  return [...flat.matchAll(CLAUSES)].flatMap(([, list = ""]) =>
    [...list.matchAll(ID_OR_RANGE)].flatMap(([, area = "", first = "", last = first]) => {
      const length = Math.max(1, Number(last) - Number(first) + 1);
      return Array.from({ length }, (_none, index) => `${area}-${String(Number(first) + index).padStart(2, "0")}`);
    }),
  );
}

/** A class whose docstring names more than this is no place to look: its members are. */
const MOST_OF_A_CLASS = 4;

/** Every declaration of a source that has a docstring with clauses. */
function placesIn({ file, text }: SourceFile): readonly (Place & { readonly clauses: readonly string[] })[] {
  const places: (Place & { readonly clauses: readonly string[] })[] = [];
  const classes = [...text.matchAll(/^(?:export )?(?:abstract )?class (\w+)/gm)];
  for (const match of text.matchAll(DOCSTRING)) {
    const [, indent = "", docstring = "", line = ""] = match;
    const { kind, name } = line.match(DECLARATION)?.groups ?? {};
    const clauses = clausesIn(docstring);
    if (name === undefined || clauses.length === 0) continue;
    if (kind === "class" && clauses.length > MOST_OF_A_CLASS) continue;
    const around = classes.findLast(({ index }) => index < match.index)?.[1];
    const symbol = indent === "" || around === undefined ? name : `${around}.${name}`;
    places.push({ file, symbol, names: clauses.length, clauses });
  }
  return places;
}

/** Where each clause is kept, the nearest place first. A clause that no docstring names is absent. */
export function placesOf(sources: readonly SourceFile[]): ReadonlyMap<ClauseId, readonly Place[]> {
  const all = sources.flatMap(placesIn);
  const entries = CLAUSE_IDS.map((id) => {
    const naming = all.filter(({ clauses }) => clauses.includes(id)).sort((a, b) => a.names - b.names);
    return [id, naming.map(({ file, symbol, names }) => ({ file, symbol, names }))] as const;
  });
  return new Map(entries.filter(([, places]) => places.length > 0));
}
