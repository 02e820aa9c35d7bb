// Actions on a channel: construction, and calls of its methods with what the program says and nothing else.

import type { Name } from "../../../spec/program.ts";
import { ATTRIBUTE_ACTIONS } from "./actions-attribute.ts";
import { errorNamed } from "./errors.ts";
import { methodOf } from "./events.ts";
import { type ActionOf, mapArgument, type PerformerTable } from "./performer.ts";
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
  create_socket: ({ names }, { channel, family, type }) => {
    const holder = names.channel(channel);
    const given = holder.createSocket(family, type);
    if (holder.socket !== null && names.nameOf(holder.socket) === null) names.keep(channel, holder.socket);
    return given;
  },
  set_socket: (playing, { channel, socket, map }) =>
    playing.names.channel(channel).setSocket(playing.names.socket(socket), mapArgument(playing, map)),
  set_reuse_addr: ({ names }, { channel }) => names.channel(channel).setReuseAddr(),
  bind: ({ names }, { channel, to }) => moving(names, channel, () => names.channel(channel).bind(names.resolve(to))),
  listen: ({ names }, { channel, backlog }) => names.channel(channel).listen(backlog),
  connect: ({ names }, { channel, to }) =>
    moving(names, channel, () => names.channel(channel).connect(names.resolve(to))),
  accept: ({ names }, { channel, as }) => {
    const pair = names.channel(channel).accept();
    for (const [index, name] of (as ?? []).entries()) {
      const part = pair?.[index];
      if (typeof part === "object") names.name(name, part);
    }
    return pair;
  },
  send: ({ names, sent }, { channel, data }) => {
    const bytes = dataOf(data);
    const taken = names.channel(channel).send(bytes);
    sent.add(channel, typeof taken === "number" ? taken : bytes.length);
    return taken;
  },
  recv: ({ names }, { channel, size }) => names.channel(channel).recv(size),
  close: ({ names }, { channel }) => names.channel(channel).close(),
  add_channel: (playing, { channel, map }) => playing.names.channel(channel).addChannel(mapArgument(playing, map)),
  del_channel: (playing, { channel, map }) => playing.names.channel(channel).delChannel(mapArgument(playing, map)),
  log: ({ names }, { channel, message }) => names.channel(channel).log(message),
  log_info: ({ names }, { channel, message, type }) => names.channel(channel).logInfo(message, type),
  call: (playing, { channel, event }) => {
    const error = playing.errors.at(-1);
    const args = event === "handle_error" && error !== undefined ? [error] : [];
    return callMethod(playing.names.channel(channel), methodOf(event), args);
  },
  delegate: ({ names }, { channel, method }) => {
    const given = callMethod(names.channel(channel), method, []);
    return method === "fileno" ? new Shown({ present: Number(given) >= 0 }) : given;
  },
  describe: ({ names }, { channel }) => names.channel(channel).toString(),
  initiate_send: ({ names }, { channel }) => callMethod(names.channel(channel), "initiateSend", []),
} as const satisfies PerformerTable;

function construct(playing: Playing, action: ActionOf<"new">): DispatcherShape {
  const made = recordingClass(playing, action.channel);
  const socket = action.socket === undefined ? undefined : (playing.names.find(action.socket) as SocketShape);
  const map = mapArgument(playing, action.map);
  // A constructor that does not call its base's leaves an object of the class on which nothing was initialised.
  if (action.init === "none") return Object.create(made.prototype) as DispatcherShape;
  if (map !== undefined) return new made(socket ?? null, map);
  return socket === undefined ? new made() : new made(socket);
}

/** Makes a call that gives a channel an address, and remembers which. */
function moving(names: Playing["names"], channel: Name, call: () => unknown): unknown {
  const given = call();
  names.locate(channel);
  return given;
}

/** Calls a method by name; one that is not there is an attribute that is not there. */
function callMethod(channel: object, method: string, args: readonly unknown[]): unknown {
  const found: unknown = Reflect.get(channel, method);
  if (typeof found !== "function") throw errorNamed("AttributeError", `there is no ${method}`);
  return found.apply(channel, args);
}
