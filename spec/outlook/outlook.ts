// What later scenarios will be made of: a program of today's type for every clause that nothing shows yet.
// Proves that the program language is wide enough; nothing here is played yet.

import type { Program } from "../program.ts";

/** How a clause will be shown. */
export interface Outlook {
  readonly program: Program;
}

/** The outlook of one area, by clause id. */
export type OutlookTable = Readonly<Record<string, Outlook>>;
