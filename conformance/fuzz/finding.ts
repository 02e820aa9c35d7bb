// What is kept of a group of divergences: a folder that explains itself to somebody who never saw the campaign.
// Knows what is in the folder; knows nothing of how it was found.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Profile, Target } from "../../spec/clause.ts";
import { type ClauseId, clauseOf } from "../../spec/clauses/index.ts";
import type { Trace } from "../../spec/trace.ts";
import { describeVerdict } from "../report/failure.ts";
import { makeFolder } from "../report/json.ts";
import { paintWith } from "../report/paint.ts";
import { describeProgram } from "../report/program-text.ts";
import { describeDivergence, describeTrace } from "../report/trace-text.ts";
import { SuiteError } from "../suite-error.ts";
import type { Group } from "./campaign.ts";
import { clausesAbout } from "./clauses.ts";
import { reproOf } from "./repro.ts";

/** What a finding's page says of the campaign. */
export interface FindingContext {
  readonly target: Target;
  readonly profile: Profile;
  /** Who was judged, for example "CPython asyncore 3.11.7". */
  readonly judged: string;
  /** Who was right. */
  readonly oracle: string;
  /** The words that play `program.json` again, given where it is. */
  readonly replay: (program: string) => string;
}

const WIDTH = 130;

/** A folder's name: what differs, in the letters a file system takes. */
function nameOf(number: number, { signature }: Group): string {
  const words = signature
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, "-")
    .replace(/^-|-$/g, "");
  return `${String(number).padStart(2, "0")}-${words.slice(0, 80).replace(/-$/, "")}`;
}

function clauseLines(clauses: readonly ClauseId[]): readonly string[] {
  if (clauses.length === 0) return ["No clause speaks of it by name."];
  return [
    "As far as can be told from its words, one of these:",
    "",
    ...clauses.map((id) => `- **${id}** ${clauseOf(id).corrected ?? clauseOf(id).text}`),
  ];
}

function fenced(lines: readonly string[]): readonly string[] {
  return ["```text", ...lines.map((line) => line.trimEnd()), "```"];
}

function differenceLines({ disagreement }: Group, profile: Profile): readonly string[] {
  const { verdict, expected, observed } = disagreement;
  if (verdict.outcome !== "diverged" || observed === undefined) return [describeVerdict(verdict)];
  const { divergence } = verdict;
  return fenced(describeDivergence(expected, observed, divergence, profile, WIDTH, paintWith(false)));
}

function wholeTrace(heading: string, trace: Trace | undefined): readonly string[] {
  return trace === undefined ? [] : ["", `## ${heading}`, "", ...fenced(describeTrace(trace))];
}

function pageOf(group: Group, folder: string, context: FindingContext): string {
  const { signature, origin, disagreement, count } = group;
  const { program, expected, observed } = disagreement;
  const times = count === 1 ? "One program was" : `${count} programs were`;
  return [
    `# ${signature}`,
    "",
    `${times} found on which ${context.judged} and ${context.oracle} part like this; the smallest follows. It came from`,
    `program ${origin.index} of seed ${origin.seed}, ${origin.world} world.`,
    "",
    `Play it again: \`${context.replay(join(folder, "program.json"))}\``,
    "",
    "See what the original does, with no more than a Python: `python3 repro.py`",
    "",
    "## The clauses",
    "",
    ...clauseLines(clausesAbout(disagreement, context.target)),
    "",
    "## The program",
    "",
    ...fenced(describeProgram(program)),
    "",
    "## Where they part",
    "",
    ...differenceLines(group, context.profile),
    ...wholeTrace(`The original (${context.oracle})`, expected),
    ...wholeTrace(`The other side (${context.judged})`, observed),
    "",
  ].join("\n");
}

/** Writes the folder of the `number`-th group below `out`, over one that is there. Gives its path. Throws SuiteError. */
export function writeFinding(out: string, number: number, group: Group, context: FindingContext): string {
  const folder = join(out, nameOf(number, group));
  const { program, expected, observed } = group.disagreement;
  const files: Readonly<Record<string, string>> = {
    "program.json": `${JSON.stringify(program, null, 2)}\n`,
    "expected.json": `${JSON.stringify(expected, null, 1)}\n`,
    ...(observed === undefined ? {} : { "observed.json": `${JSON.stringify(observed, null, 1)}\n` }),
    "README.md": pageOf(group, folder, context),
    "repro.py": reproOf(program, group.origin, context.target),
  };
  try {
    makeFolder(folder);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SuiteError(
      "output-unwritable",
      `${folder} cannot be written: ${reason}.`,
      "Name another folder with --out.",
    );
  }
  return folder;
}
