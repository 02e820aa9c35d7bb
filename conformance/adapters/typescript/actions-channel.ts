// Actions on a channel: construction, and calls of its methods with what the program says and nothing else.

import type { Name } from "../../../spec/program.ts";
import { ATTRIBUTE_ACTIONS } from "./actions-attribute.ts";
import { methodOf } from "./events.ts";
import { type ActionOf, callMethod, mapArgument, type PerformerTable } from "./performer.ts";
import type { Playing } from "./playing.ts";
import { recordingClass } from "./recording.ts";
import type { DispatcherShape, SocketShape } from "./shape.ts";
import { dataOf, Shown } from "./values.ts";

/** The actions on a channel. */
export const CHANNEL_ACTIONS = {
  ...ATTRIBUTE_ACTIONS,
  new: (playing, action) => {
    playing.names.name(action.channel, construct(playing, action));
  },
  create_socket: (playing, { channel, family, type }) => {
    const given = call(playing, channel, "createSocket", family, type);
    const { socket } = playing.names.channel(channel);
    if (socket !== null && playing.names.nameOf(socket) === null) playing.names.keep(channel, socket);
    return given;
  },
  set_socket: (playing, { channel, socket, map }) =>
    call(playing, channel, "setSocket", playing.names.socket(socket), mapArgument(playing, map)),
  set_reuse_addr: (playing, { channel }) => call(playing, channel, "setReuseAddr"),
  bind: (playing, { channel, to }) =>
    located(playing, channel, call(playing, channel, "bind", playing.names.resolve(to))),
  listen: (playing, { channel, backlog }) => call(playing, channel, "listen", backlog),
  connect: (playing, { channel, to }) =>
    located(playing, channel, call(playing, channel, "connect", playing.names.resolve(to))),
  accept: (playing, { channel, as }) => {
    const pair = call(playing, channel, "accept");
    for (const [index, name] of (as ?? []).entries()) {
      const part = Array.isArray(pair) ? (pair[index] as unknown) : null;
      if (typeof part === "object" && part !== null) playing.names.name(name, part);
    }
    return pair;
  },
  send: (playing, { channel, data }) => {
    const bytes = dataOf(data);
    const taken = call(playing, channel, "send", bytes);
    playing.sent.add(channel, typeof taken === "number" ? taken : bytes.length);
    return taken;
  },
  recv: (playing, { channel, size }) => call(playing, channel, "recv", size),
  close: (playing, { channel }) => call(playing, channel, "close"),
  add_channel: (playing, { channel, map }) => call(playing, channel, "addChannel", mapArgument(playing, map)),
  del_channel: (playing, { channel, map }) => call(playing, channel, "delChannel", mapArgument(playing, map)),
  log: (playing, { channel, message }) => call(playing, channel, "log", message),
  log_info: (playing, { channel, message, type }) => call(playing, channel, "logInfo", message, type),
  call: (playing, { channel, event }) =>
    call(playing, channel, methodOf(event), event === "handle_error" ? playing.errors.at(-1) : undefined),
  delegate: (playing, { channel, method }) => {
    const given = call(playing, channel, method);
    return method === "fileno" ? new Shown({ present: Number(given) >= 0 }) : given;
  },
  describe: (playing, { channel }) => call(playing, channel, "toString"),
  initiate_send: (playing, { channel }) => call(playing, channel, "initiateSend"),
} as const satisfies PerformerTable;

function call({ names }: Playing, channel: Name, method: string, ...args: readonly unknown[]): unknown {
  return callMethod(names.channel(channel), method, args);
}

/** Remembers where a channel is, after a call that may have given it an address. */
function located({ names }: Playing, channel: Name, given: unknown): unknown {
  names.locate(channel);
  return given;
}

function construct(playing: Playing, action: ActionOf<"new">): DispatcherShape {
  const made = recordingClass(playing, action.channel);
  const socket = action.socket === undefined ? undefined : (playing.names.find(action.socket) as SocketShape);
  const map = mapArgument(playing, action.map);
  // A constructor that does not call its base's leaves an object of the class on which nothing was initialised.
  if (action.init === "none") return Object.create(made.prototype) as DispatcherShape;
  if (map !== undefined) return new made(socket ?? null, map);
  return socket === undefined ? new made() : new made(socket);
}
