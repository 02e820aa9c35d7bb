// The command that begins an adapter: copies a skeleton to a folder that is new or empty, and says what to do with it.
// Knows the languages there are skeletons in; knows nothing of what is in one.

import { cpSync, readdirSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { packagePath } from "../package-path.ts";
import { makeFolder } from "../report/json.ts";
import { EXIT_CODES, SuiteError } from "../suite-error.ts";
import { adapterWords, quoted } from "./session-options.ts";
import type { Surroundings } from "./surroundings.ts";

/** The languages there is a skeleton in, each with the words that start it in `folder`, and what must be done before. */
const LANGUAGES: Readonly<Record<string, (folder: string) => { build: string | null; words: readonly string[] }>> = {
  python: (folder) => ({ build: null, words: ["python3", pathIn(folder, "adapter.py")] }),
  node: (folder) => ({ build: null, words: ["node", pathIn(folder, "adapter.mjs")] }),
  go: (folder) => ({
    build: `(cd ${quoted(folder)} && go build -o adapter .)`,
    words: [pathIn(folder, "adapter")],
  }),
};

/** A path that is taken for a path wherever it stands, never for a word on PATH. */
function pathIn(folder: string, file: string): string {
  const path = join(folder, file);
  return isAbsolute(path) ? path : `./${path}`;
}

/** Options of `init`. */
export interface InitOptions {
  readonly lang: string;
}

function refuseUnlessNewOrEmpty(folder: string): void {
  const before = ((): readonly string[] => {
    try {
      return readdirSync(resolve(folder)); // An empty name is the folder we are in, wherever files are written.
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      const { code, message } = error as NodeJS.ErrnoException;
      throw new SuiteError(
        "usage",
        `${folder} is no folder (${code ?? message}).`,
        "Name a folder that is new or empty.",
      );
    }
  })();
  if (before.length > 0)
    throw new SuiteError(
      "usage",
      `${folder || "."} is not empty: ${before[0]} is in it.`,
      "Name a folder that is new or empty: nothing is ever written over.",
    );
}

function copy(from: string, folder: string): void {
  try {
    makeFolder(resolve(folder));
    for (const name of readdirSync(from)) cpSync(join(from, name), join(folder, name));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new SuiteError(
      "output-unwritable",
      `${folder} cannot be written (${code ?? message}).`,
      "Name a folder that can be made and written.",
    );
  }
}

/** The words that start the skeleton of `lang` in `folder`. Throws SuiteError when there is none in that language. */
export function startOf(lang: string, folder: string): { build: string | null; words: readonly string[] } {
  const start = Object.hasOwn(LANGUAGES, lang) ? LANGUAGES[lang] : undefined;
  if (start !== undefined) return start(folder);
  throw new SuiteError(
    "usage",
    `There is no skeleton in "${lang}".`,
    `There is one in ${Object.keys(LANGUAGES).join(", ")}; in any other language begin with conformance/ADAPTERS.md, "From nothing".`,
  );
}

/** Writes the skeleton of `lang` to `folder`. Gives the exit code. Throws SuiteError when `folder` has anything in it. */
export function initCommand(folder: string, { lang }: InitOptions, { say }: Pick<Surroundings, "say">): number {
  const { build, words } = startOf(lang, folder);
  refuseUnlessNewOrEmpty(folder);
  copy(packagePath(`conformance/adapters/skeletons/${lang}`), folder);
  const adapter = adapterWords(words, {});
  say(`An adapter in ${folder}, with an empty implementation: it plays, and does nothing right.`);
  if (build !== null) say(`Build it:      ${build}`);
  say(`Look at it:    npx asyncore-conformance doctor${adapter}`);
  say("Then put your own implementation in the place of the empty one, and write the actions that are left.");
  say(`Judge it:      npx asyncore-conformance certify${adapter}`);
  return EXIT_CODES.met;
}
