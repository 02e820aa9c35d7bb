// Asks the command line in the process of a test: what is said, complained of and answered is kept. Starting a process for
// each question takes longer than most answers; what only a process can show is asked through running-command.ts.

import { answer } from "../commands/answer.ts";
import { fakeSurroundings } from "./fake-surroundings.ts";

/** How a command ended, and what it said meanwhile. */
export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What becomes of these words, in the folder in which the tests run. */
export async function answered(...argv: readonly string[]): Promise<Answer> {
  const [said, complained]: [string[], string[]] = [[], []];
  const code = await answer(argv, fakeSurroundings(said), (line) => void complained.push(line));
  const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");
  return { code, stdout: text(said), stderr: text(complained) };
}
