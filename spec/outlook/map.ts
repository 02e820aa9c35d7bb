// The clause of MAP that only a Python script can show, and why.
// Knows nothing of the others: scenarios show them.

import type { OutlookTable } from "./outlook.ts";

/** The outlook of the map. */
export const MAP = {
  "MAP-02": {
    probe:
      "That the map survives a reload of the module, and that rebinding the module's name reaches the loop but not the channels, can be done in Python only.",
  },
} as const satisfies OutlookTable;
