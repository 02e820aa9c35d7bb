// Actions that need the play itself, and those on helpers that belong to no channel.

import type { PerformerTable } from "./performer.ts";
import { Shown } from "./values.ts";

/** The actions on the play. `collect` is not among them: it takes turns of the event loop. */
export const PLAY_ACTIONS = {
  super: ({ originals }) => originals.at(-1)?.(),
  drop: (playing, { name }) => playing.drop(name),
  compact_traceback: ({ module, errors }) => {
    const error = errors.at(-1);
    const condensed = module.compactTraceback(error);
    const isOfError = error === undefined || condensed.error === error;
    return new Shown({ present: isOfError && condensed.text.endsWith(`[${condensed.innermost.join("|")}]`) });
  },
} as const satisfies PerformerTable;
