// What a system answers that does nobody any harm, and the plainest pass: the frame of programs that make much of one thing.
// Knows single calls; knows nothing of what else a program is about.

import type { Action, Name } from "../../spec/program.ts";
import type { Outcome, ScriptedSocket } from "../../spec/script.ts";
import type { Dice } from "./dice.ts";

/** The descriptor of the first socket; the others have those after it. */
export const FIRST_FD = 5;

/** A call that goes well. */
export const done: readonly Outcome<null>[] = [{ value: null }];

/** A socket that is connected already, and can be closed. */
export function plugged(fd: number): ScriptedSocket {
  return { fd, setblocking: done, getpeername: [{ value: "remote" }], close: done };
}

/** One pass of a step, over either; `map` is whose, the global one when absent. */
export function onePass(dice: Dice, map?: Name): Action {
  const over = dice.chance(50) ? { use_poll: true } : {};
  return { op: "loop", timeout: 0, count: 1, ...over, ...(map === undefined ? {} : { map }) };
}
