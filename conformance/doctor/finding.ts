// What a doctor finds: one thing that was examined, and what to do about it. Only the shape, and four ways to make one.

/** One thing that was examined. */
export interface Finding {
  readonly check: string;
  readonly found: string;
  /**
   * `differs`: the original does something else; whose doing that is, the doctor cannot know. `to write`: the adapter says
   * itself that it cannot do it yet.
   */
  readonly state: "in order" | "to mend" | "differs" | "to write";
  /** What to do, or of a difference the scenario to look at; null when it is in order. */
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
