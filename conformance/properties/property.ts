// What a property is: a statement over random programs that holds whatever a program does, and needs no oracle.

import type { ClauseId } from "../../spec/clauses/index.ts";
import type { Draft } from "../generate/index.ts";
import type { Showing } from "../judge/cover.ts";
import type { Story } from "./story.ts";

/** How often a program is played for one judgement: once, twice in a row, or before and after another one. */
export type Plays = "once" | "twice" | "around another";

/** A statement that every play of every program keeps. */
export interface Property {
  /** `area/what-it-says`; a case of a report is `property/` and this. */
  readonly id: string;
  /** What it says, as a fact in the present tense. */
  readonly title: string;
  /** The clauses it shows; the first is the one it is about. */
  readonly clauses: readonly ClauseId[];
  /** Why somebody would get this wrong. */
  readonly why: string;
  /** Where its programs come from. Properties with the same drafts share their plays. */
  readonly drafts: readonly Draft[];
  readonly plays?: Plays;
  /**
   * What is wrong with a play and where, as a sentence, or null. `again` is the story of the last play of the same program, the
   * only one unless it is played more than once.
   */
  judge(story: Story, again: Story): string | null;
}

/** What a property is called where cases are: in reports, on the command line. */
export function caseIdOf({ id }: Property): string {
  return `property/${id}`;
}

/** A property as something that shows clauses. */
export function asShowing(property: Property): Showing {
  return { id: caseIdOf(property), clauses: property.clauses };
}

/** The first thing `find` finds wrong among `items`, or null. */
export function firstWrong<Item>(items: readonly Item[], find: (item: Item) => string | null): string | null {
  for (const item of items) {
    const wrong = find(item);
    if (wrong !== null) return wrong;
  }
  return null;
}
