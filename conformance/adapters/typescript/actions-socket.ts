// Actions on raw sockets, which are the implementation's own, and on the process's descriptors.

import { posixHost } from "../../../reference/posix/index.ts";
import type { PerformerTable } from "./performer.ts";
import { dataOf } from "./values.ts";

/** The actions on raw sockets. */
export const SOCKET_ACTIONS = {
  "socket.create": ({ names, module }, { as, family, type }) => {
    names.name(as, new module.Socket(family, type));
  },
  "socket.pair": ({ names, module }, { as }) => {
    const [one, other] = module.Socket.pair();
    names.name(as[0], one);
    names.name(as[1], other);
  },
  "socket.bind": ({ names }, { socket, to }) => {
    const address = names.resolve(to);
    const given: unknown = names.socket(socket).bind(address);
    names.locate(socket);
    return given;
  },
  "socket.listen": ({ names }, { socket, backlog }) => names.socket(socket).listen(backlog),
  "socket.connect": ({ names }, { socket, to }) => {
    const address = names.resolve(to);
    const given: unknown = names.socket(socket).connect(address);
    names.locate(socket);
    return given;
  },
  "socket.send": ({ names }, { socket, data }) => names.socket(socket).send(dataOf(data)),
  "socket.recv": ({ names }, { socket, size, urgent }) =>
    urgent === true ? posixHost.recvUrgent(names.socket(socket).fileno()) : names.socket(socket).recv(size),
  "socket.isBlocking": ({ names }, { socket }) => names.socket(socket).isBlocking(),
  "socket.close": ({ names }, { socket }) => names.socket(socket).close(),
  "socket.closeOf": ({ names }, { channel }) => names.socket(channel).close(),
  "socket.fill": ({ descriptors }, { below }) => descriptors.takeBelow(below),
  "socket.limit": ({ descriptors }, { spare }) => descriptors.limit(spare),
} as const satisfies PerformerTable;
