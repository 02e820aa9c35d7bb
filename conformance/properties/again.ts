// What holds of plays among each other: one is like the next, and none leaves anything to another.

import { crowdDraft } from "../generate/crowds.ts";
import { loopbackDraft } from "../generate/loopback.ts";
import { scriptedDraft } from "../generate/scripted.ts";
import { compare } from "../judge/compare.ts";
import { describeMoment } from "../report/trace-text.ts";
import type { Property } from "./property.ts";
import type { Story } from "./story.ts";

const BOTH = [loopbackDraft, scriptedDraft] as const;

function difference(first: Story, last: Story, when: string): string | null {
  const found = compare(first.trace, last.trace, "exact");
  if (found === null) return null;
  const [before, now] = [found.expected, found.observed].map((moment) =>
    moment === null ? "nothing more" : describeMoment(moment).trim(),
  );
  return `${when} there was ${now}, and the first time ${before}.`;
}

const SAME_TWICE: Property = {
  id: "loop/does-the-same-twice",
  title: "The same program played twice leaves the same trace",
  clauses: ["LOOP-12"],
  why: "What differs from run to run cannot be relied on, and not be judged either.",
  drafts: BOTH,
  plays: "twice",
  judge: (first, last) => difference(first, last, "The second time"),
};

const NO_LEAK: Property = {
  id: "map/keeps-nothing-for-the-next-play",
  title: "A program leaves the same trace whatever was played before it: nothing leaks from one play into another",
  clauses: ["POLL-01", "MAP-10"],
  why: "Whoever keeps something outside of maps and channels gives it to those who come later.",
  drafts: [...BOTH, crowdDraft],
  plays: "around another",
  judge: (first, last) => difference(first, last, "After another program"),
};

/** Statements about several plays. */
export const OF_SEVERAL_PLAYS: readonly Property[] = [SAME_TWICE, NO_LEAK];
