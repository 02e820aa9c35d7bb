// Actions on the loop and its maps. Whatever a program does not say is not passed on.

import type { Condition, Name } from "../../../spec/program.ts";
import { type ActionOf, callMethod, mapArgument, type PerformerTable } from "./performer.ts";
import type { Playing } from "./playing.ts";
import { recordingObject } from "./recording.ts";
import type { LoopOptions, SocketMapShape } from "./shape.ts";
import { flag, socketState } from "./states.ts";

/** The options of a call of the loop. */
export function loopOptions(playing: Playing, action: ActionOf<"loop">): LoopOptions {
  const map = mapArgument(playing, action.map);
  return {
    ...(action.timeout === undefined ? {} : { timeoutSeconds: action.timeout }),
    ...(action.use_poll === undefined ? {} : { usePoll: action.use_poll }),
    ...(action.count === undefined ? {} : { count: action.count }),
    ...(map === undefined ? {} : { map }),
  };
}

/** The seconds a `timed` call must at least last. */
export function leastSeconds({ timeout, count }: { timeout?: number | null; count?: number | null }): number {
  return (timeout ?? 0) * (count || 1);
}

/** The actions on the loop. */
export const LOOP_ACTIONS = {
  loop: (playing, action) => playing.module.loop(loopOptions(playing, action)),
  poll: (playing, action) => onePass(playing, "poll", action),
  poll2: (playing, action) => onePass(playing, "poll2", action),
  poll3: (playing, action) => onePass(playing, "poll3", action),
  close_all: (playing, { map, ignore_all }) =>
    callMethod(playing.module, "closeAll", [mapArgument(playing, map), ignore_all]),
  "map.put": (playing, { map, socket, entry }) => {
    const { names, program } = playing;
    if (!names.has(entry) && entry in (program.objects ?? {})) names.name(entry, recordingObject(playing, entry));
    const put = names.find(entry);
    mapNamed(playing, map).set(names.socket(socket).fileno(), put);
  },
  "map.remove": (playing, { map, socket }) => {
    mapNamed(playing, map).delete(playing.names.socket(socket).fileno());
  },
  "map.clear": (playing, { map }) => mapNamed(playing, map).clear(),
  settle: (playing, { until, limit, use_poll, map }) => {
    for (let passes = 0; passes < limit; passes += 1) {
      if (holds(playing, until)) return true;
      onePass(playing, use_poll === true ? "poll2" : "poll", { timeout: 0, ...(map === undefined ? {} : { map }) });
    }
    return holds(playing, until);
  },
} as const satisfies PerformerTable;

function onePass(
  playing: Playing,
  pass: "poll" | "poll2" | "poll3",
  { timeout, map }: { timeout?: number | null; map?: Name },
): unknown {
  return callMethod(playing.module, pass, [timeout, mapArgument(playing, map)]);
}

function mapNamed({ names, module }: Playing, map: Name): SocketMapShape {
  return names.maps.get(map) ?? module.socketMap;
}

function holds(playing: Playing, until: Condition): boolean {
  const { names, calls } = playing;
  if ("peer" in until) {
    return playing.askPeer({ action: { op: "peer.saw", peer: until.peer, saw: until.saw } }).holds === true;
  }
  if ("event" in until) return calls.of(until.event, until.of) >= (until.times ?? 1);
  const name = "closed" in until ? until.closed : until.of;
  if (!names.has(name)) return "attribute" in until && !until.is;
  if ("closed" in until) return socketState(names.socketIn(name)) === "closed";
  return (flag(names.channel(name), until.attribute) ?? false) === until.is;
}
