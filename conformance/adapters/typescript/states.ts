// The state of channels after each step: what their flags, address and socket look like from outside.
// Only looks; a channel that cannot be looked at has nothing.

import type { Name } from "../../../spec/program.ts";
import type { StateObservation } from "../../../spec/trace.ts";
import type { Names } from "./names.ts";
import type { Recorder } from "./recorder.ts";
import type { DispatcherShape, SocketShape } from "./shape.ts";
import { show } from "./values.ts";

/** Whether there is a socket, and whether it is open. */
export function socketState(socket: SocketShape | null | undefined): "none" | "open" | "closed" {
  if (socket === null || socket === undefined) return "none";
  return look(() => socket.fileno(), -1) === -1 ? "closed" : "open";
}

/** What an attribute is worth as a flag; null where the implementation has none. */
export function flag(channel: object | null, attribute: string): boolean | null {
  const value = channel === null ? undefined : look(() => Reflect.get(channel, attribute), undefined);
  return value === undefined || value === null ? null : Boolean(value);
}

/** Records the states that changed since they were last recorded. */
export class States {
  readonly #recorded = new Map<Name, string>();

  /** Records every constructed channel whose state differs from the one recorded last. */
  record(names: Names, recorder: Recorder): void {
    for (const [name, channel] of names.channels()) {
      const state = stateOf(name, channel, names);
      const text = JSON.stringify(state);
      if (this.#recorded.get(name) === text) continue;
      this.#recorded.set(name, text);
      recorder.state(state);
    }
  }

  /** Forgets what was recorded of a channel. */
  forget(name: Name): void {
    this.#recorded.delete(name);
  }
}

function stateOf(name: Name, channel: DispatcherShape, names: Names): StateObservation {
  const holders = [...names.maps].filter(([, map]) => [...map.values()].includes(channel));
  const socket = look(() => channel.socket, null);
  if (socket instanceof Object) names.adopt(socket); // Once it is closed, its descriptor tells its name no more.
  return {
    kind: "state",
    depth: 0,
    of: name,
    connected: flag(channel, "connected"),
    accepting: flag(channel, "accepting"),
    connecting: flag(channel, "connecting"),
    closing: flag(channel, "closing"),
    maps: holders.map(([holder]) => holder),
    addr: show(
      look(() => channel.addr, null),
      names,
    ),
    socket: socketState(socket),
  };
}

function look<Found>(at: () => Found, otherwise: Found): Found {
  try {
    return at();
  } catch {
    return otherwise;
  }
}
