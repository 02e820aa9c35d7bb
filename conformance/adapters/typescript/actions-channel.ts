// Actions on a channel: construction, and calls of its methods with what the program says and nothing else.

import type { Name } from "../../../spec/program.ts";
import { ATTRIBUTE_ACTIONS } from "./actions-attribute.ts";
import { methodOf } from "./events.ts";
import { fileArgument } from "./files.ts";
import { type ActionOf, callChannel as call, mapArgument, type PerformerTable } from "./performer.ts";
import type { Playing } from "./playing.ts";
import { recordingClass } from "./recording.ts";
import type { DispatcherShape } from "./shape.ts";
import { bytesFor, dataOf, Shown } from "./values.ts";

/** The actions on a channel. */
export const CHANNEL_ACTIONS = {
  ...ATTRIBUTE_ACTIONS,
  new: (playing, action) => {
    playing.names.construct(action.channel, () => construct(playing, action));
    if (action.file !== undefined) keepSocket(playing, action.channel);
  },
  create_socket: (playing, { channel, family, type }) => {
    const given = call(playing, channel, "createSocket", family, type);
    keepSocket(playing, channel);
    return given;
  },
  set_socket: (playing, { channel, socket, map }) =>
    call(playing, channel, "setSocket", playing.names.socket(socket), mapArgument(playing, map)),
  set_file: (playing, { channel, file }) => {
    const given = call(playing, channel, "setFile", fileArgument(playing.names.find(file)));
    keepSocket(playing, channel);
    return given;
  },
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
  call: (playing, { channel, event, args = [] }) => {
    if (event === "handle_error") return call(playing, channel, methodOf(event), playing.errors.at(-1));
    const isText = event === "log" || event === "log_info";
    return call(playing, channel, methodOf(event), ...(isText ? args : args.map(bytesFor)));
  },
  delegate: (playing, { channel, method }) => {
    const given = call(playing, channel, method);
    return method === "fileno" ? new Shown({ present: Number(given) >= 0 }) : given;
  },
  describe: (playing, { channel }) => call(playing, channel, "toString"),
} as const satisfies PerformerTable;

/** Keeps the socket or file wrapper a channel made for itself, so that losing it does not close it. */
function keepSocket({ names }: Playing, channel: Name): void {
  const { socket = null } = names.channel(channel);
  if (socket !== null && names.nameOf(socket) === null) names.keep(channel, socket);
}

/** Remembers where a channel is, after a call that may have given it an address. */
function located({ names }: Playing, channel: Name, given: unknown): unknown {
  names.locate(channel);
  return given;
}

function construct(playing: Playing, action: ActionOf<"new">): DispatcherShape {
  const made = recordingClass(playing, action.channel);
  const source = sourceOf(playing, action);
  const map = mapArgument(playing, action.map);
  // A constructor that does not call its base's leaves an object of the class on which nothing was initialised.
  if (action.init === "none") return Object.create(made.prototype) as DispatcherShape;
  const args = map === undefined ? [source].slice(source === undefined ? 1 : 0) : [source ?? null, map];
  return Reflect.construct(made, args) as DispatcherShape;
}

/** What a channel is made from: a socket, a file, or nothing. */
function sourceOf({ names }: Playing, { socket, file }: ActionOf<"new">): unknown {
  if (file !== undefined) return fileArgument(names.find(file));
  return socket === undefined ? undefined : names.find(socket);
}
