// Puts SPEC.md together from its chapters: hand-written prose, tables of this folder, and the clauses.

import { channelStates } from "./channel-states.ts";
import { areaTable, clausesByArea, correctedClauses, type Findings } from "./clause-chapters.ts";
import { errnoConsequences } from "./errno-consequences.ts";
import { anchorOf, GENERATED, withLinks } from "./markdown.ts";
import { surface } from "./surface.ts";

/** The chapters that are written by hand: `prose/NAME.md`, in which clause ids become links. */
export const PROSE = ["introduction", "vocabulary", "reading", "passes"] as const;

/** The text of each hand-written chapter. */
export type Prose = Readonly<Record<(typeof PROSE)[number], string>>;

interface Chapter {
  readonly title: string;
  readonly text: string;
}

function contents(chapters: readonly Chapter[]): string {
  return chapters.map(({ title }, index) => `${index + 1}. [${title}](#${anchorOf(title)})`).join("\n");
}

/** The whole of SPEC.md. */
export function specification(prose: Prose, findings: Findings): string {
  const chapters: readonly Chapter[] = [
    { title: "Vocabulary", text: withLinks(prose.vocabulary.trim()) },
    { title: "How to read a clause", text: withLinks(prose.reading.trim()) },
    { title: "What there is", text: surface() },
    { title: "The order of everything", text: withLinks(prose.passes.trim()) },
    { title: "The states of a channel", text: channelStates() },
    { title: "What the errors of the system mean", text: errnoConsequences() },
    { title: "The clauses", text: `${areaTable()}\n\n${clausesByArea(findings)}` },
    { title: "Where the documentation and the original differ", text: correctedClauses() },
  ];
  return `${[
    GENERATED,
    "# asyncore and asynchat: the specification",
    withLinks(prose.introduction.trim()),
    contents(chapters),
    ...chapters.map(({ title, text }) => `## ${title}\n\n${text}`),
  ].join("\n\n")}\n`;
}
