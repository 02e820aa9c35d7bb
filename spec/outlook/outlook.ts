// What later scenarios will be made of: a program of today's type for every clause that has no scenario yet.
// Proves that the program language is wide enough; nothing here is played yet.

import type { Program } from "../program.ts";

/** How a clause will be shown: by a program, or by a Python script because only Python has what it speaks of. */
export type Outlook = { readonly program: Program } | { readonly probe: string };

/** The outlook of one area, by clause id. */
export type OutlookTable = Readonly<Record<string, Outlook>>;
