// The outlook of area CHAT: how the one clause on asynchat without a scenario will be shown.

import type { OutlookTable } from "./outlook.ts";

/** How the clauses on asynchat that have no scenario will be shown, by clause id. */
export const CHAT = {
  "CHAT-37": {
    probe:
      "The fifo class of 2.7 belongs to no channel, and whether a module has a name is for its own language to say.",
  },
} satisfies OutlookTable;
