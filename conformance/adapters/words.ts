// An adapter as one text: an environment variable, an input of the GitHub Action. Knows how words are told apart without a shell.

import { SuiteError } from "../suite-error.ts";

/**
 * An adapter as it stands in one text: a JSON array of words, or words separated by blanks.
 * Throws SuiteError when it begins like an array and is none of words.
 */
export function adapterWords(text: string): readonly string[] {
  if (!text.trimStart().startsWith("[")) return text.split(/\s+/).filter((word) => word !== "");
  const words = parsed(text);
  if (Array.isArray(words) && words.every((word) => typeof word === "string")) return words as string[];
  throw new SuiteError(
    "usage",
    `${text} is no list of words.`,
    'Write the adapter as ["program", "argument"] or as words.',
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
