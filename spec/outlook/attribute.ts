// How the clauses of ATTRIBUTE without a scenario will be shown. Nothing here is played yet.

import type { OutlookTable } from "./outlook.ts";

export const ATTRIBUTE = {
  "ATTRIBUTE-07": { probe: "special methods such as hash() that an old-style class of 2.7 hands on to its socket" },
  "ATTRIBUTE-08": { probe: "the deprecation warning of an import, which Python alone has" },
} as const satisfies OutlookTable;
