// Remembers what files said for as long as they stay as they are: whoever asks again in the same process (a merge, several
// implementations in one test file) does not read hundreds of fixtures again. Knows files; knows nothing of what is in them.

import { statSync } from "node:fs";

/** By what was asked: how the files stood then, and what came of it. */
const REMEMBERED = new Map<string, { readonly stood: string; readonly came: unknown }>();

/** Tells a file from what it was before anybody wrote to it, replaced it or took it away. */
function standing(file: string): string {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? "none" : `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`;
}

/**
 * What `make` gives, which depends on `question` and on what these files say and nothing else: what came of it before, when the
 * same was asked of files that are as they were. Whoever gets it changes nothing in it. What is thrown is not remembered.
 */
export function remembered<Came>(question: string, files: readonly string[], make: () => Came): Came {
  const stood = files.map((file) => `${file} ${standing(file)}`).join("\n");
  const known = REMEMBERED.get(question);
  if (known?.stood === stood) return known.came as Came;
  const came = make();
  REMEMBERED.set(question, { stood, came });
  return came;
}
