// Every action that can be played, and how it is observed: to whom it is done, and how much was asked.

import type { Action, Name, Op } from "../../../spec/program.ts";
import type { ActionObservation } from "../../../spec/trace.ts";
import { bytesOf } from "../../bytes.ts";
import { CHANNEL_ACTIONS } from "./actions-channel.ts";
import { CHAT_ACTIONS } from "./actions-chat.ts";
import { FILE_ACTIONS } from "./actions-file.ts";
import { LOOP_ACTIONS } from "./actions-loop.ts";
import { PEER_ACTIONS } from "./actions-peer.ts";
import { PLAY_ACTIONS } from "./actions-play.ts";
import { SOCKET_ACTIONS } from "./actions-socket.ts";
import type { PerformerTable } from "./performer.ts";
import type { Playing } from "./playing.ts";
import type { Beginning } from "./recorder.ts";

const ACTIONS: PerformerTable = {
  ...LOOP_ACTIONS,
  ...CHANNEL_ACTIONS,
  ...CHAT_ACTIONS,
  ...SOCKET_ACTIONS,
  ...FILE_ACTIONS,
  ...PEER_ACTIONS,
  ...PLAY_ACTIONS,
};

/** Actions that are done to nobody, whatever members they have. */
const OF_NOBODY: ReadonlySet<Op> = new Set(["loop", "poll", "poll2", "poll3", "settle"]);

/** Whether an action can be played at all. */
export function isPlayable(op: string): boolean {
  return op === "collect" || Object.hasOwn(ACTIONS, op);
}

/** Plays one action. Gives what the implementation gave, and throws what it threw. */
export function perform(playing: Playing, action: Action): unknown {
  // The table holds for each name the function for that action; the compiler cannot follow a lookup by a union.
  const performer = ACTIONS[action.op] as ((playing: Playing, action: Action) => unknown) | undefined;
  return performer?.(playing, action);
}

/** What is recorded of an action when it begins. */
export function beginningOf(action: Action): Beginning<ActionObservation> {
  const of = subjectOf(action);
  const asked = askedOf(action);
  return {
    kind: "action",
    op: action.op,
    ...(of === undefined ? {} : { of }),
    ...(asked === undefined ? {} : { asked }),
  };
}

/** How many bytes are to be sent, where there are any. */
function askedOf(action: Action): number | undefined {
  switch (action.op) {
    case "send":
    case "push":
    case "socket.send":
    case "wrapper.send":
      return typeof action.data === "object" && "value" in action.data ? undefined : bytesOf(action.data).length;
    default:
      return undefined;
  }
}

function subjectOf(action: Action): Name | undefined {
  if (OF_NOBODY.has(action.op)) return undefined;
  if ("channel" in action) return action.channel;
  if ("map" in action) return action.map;
  if ("socket" in action) return action.socket;
  if ("file" in action) return action.file;
  if ("wrapper" in action) return action.wrapper;
  if ("peer" in action) return action.peer;
  return "name" in action ? action.name : undefined;
}
