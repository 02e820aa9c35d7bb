// How the actions of programs are written down here: tables from an action's name to the function that plays it.

import type { Action, Name, Op } from "../../../spec/program.ts";
import type { Playing } from "./playing.ts";
import type { SocketMapShape } from "./shape.ts";

/** The action of that name. */
export type ActionOf<O extends Op> = Extract<Action, { op: O }>;

/** Plays one kind of action. Gives what the implementation gave, and throws what it threw. */
export type Performer<O extends Op> = (playing: Playing, action: ActionOf<O>) => unknown;

/** Some of the actions. What is not in any table cannot be played. */
export type PerformerTable = { readonly [O in Op]?: Performer<O> };

/** A map as an argument. The global one is given by leaving it out, so that the implementation's own default rules. */
export function mapArgument({ names }: Playing, map: Name | undefined): SocketMapShape | undefined {
  return map === undefined || map === "global" ? undefined : names.maps.get(map);
}
