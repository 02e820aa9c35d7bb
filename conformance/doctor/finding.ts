// What a doctor finds: one thing that was examined, and what to do about it. Only the shape, and five ways to make one.

/** One thing that was examined. */
export interface Finding {
  readonly check: string;
  readonly found: string;
  /**
   * `differs`: the original does something else; whose doing that is, the doctor cannot know. `to write`: the adapter says
   * itself that it cannot do it yet. `not asked`: something else has to be mended first.
   */
  readonly state: "in order" | "to mend" | "differs" | "to write" | "not asked";
  /** What to do, or of a difference the scenario to look at; null when there is nothing to do yet. */
  readonly remedy: string | null;
}

/** Nothing is to be done. */
export function inOrder(check: string, found: string): Finding {
  return { check, found, state: "in order", remedy: null };
}

/** The adapter has to do something else. */
export function toMend(check: string, found: string, remedy: string): Finding {
  return { check, found, state: "to mend", remedy };
}

/** The adapter says itself that it cannot do it yet. */
export function toWrite(check: string, found: string, remedy: string): Finding {
  return { check, found, state: "to write", remedy };
}

/** The original does something else; whose doing that is cannot be known from here. */
export function differs(check: string, found: string, remedy: string): Finding {
  return { check, found, state: "differs", remedy };
}

/** Nobody can tell before what was found earlier is mended. */
export function notAsked(check: string): Finding {
  return { check, found: "not asked before what is found above is mended", state: "not asked", remedy: null };
}
