// What a module lacks, seen on the reference with one thing or another taken away: as an export, as a method, as a socket.

import { describe, expect, it } from "vitest";
import * as reference from "../../../reference/index.ts";
import { missingExports, missingMembers, socketTrouble } from "./members.ts";
import type { AsyncoreModule, SocketShape } from "./shape.ts";

const WHOLE: AsyncoreModule = reference;

/** The reference with other exports. */
function reshaped(exports: Readonly<Record<string, unknown>>): AsyncoreModule {
  return { ...WHOLE, ...exports } as unknown as AsyncoreModule;
}

/** A class derived from `made` in which these methods are nothing. */
function without(made: abstract new (...args: never[]) => object, ...methods: readonly string[]): unknown {
  const derived = class extends (made as new () => object) {};
  for (const method of methods) Object.defineProperty(derived.prototype, method, { value: undefined });
  return derived;
}

/** A module on whose sockets something else is made. */
function withSockets(socket: Partial<SocketShape>): AsyncoreModule {
  const Socket = class {
    constructor() {
      // biome-ignore lint/correctness/noConstructorReturn: a class may give whatever it likes, and an untried one is what is meant.
      return { bind: () => {}, close: () => {}, fileno: () => 9, getsockname: () => ["127.0.0.1", 9], ...socket };
    }
  };
  return reshaped({ Socket });
}

describe("what a module lacks", () => {
  it("is nothing in the reference", () => {
    expect([missingExports(WHOLE), missingMembers(WHOLE), socketTrouble(WHOLE)]).toEqual([[], [], null]);
  });

  it("is nothing when everything that may be absent is", () => {
    const { Dispatcher, Socket, SocketMap, socketMap, ExitNow, loop, poll, closeAll, compactTraceback } = WHOLE;
    const least = { Dispatcher, Socket, SocketMap, socketMap, ExitNow, loop, poll, closeAll, compactTraceback };

    expect([missingExports(least), missingMembers(least)]).toEqual([[], []]);
  });

  it.each<[string, object, readonly string[]]>([
    ["what every module exports", { Dispatcher: undefined, closeAll: undefined }, ["Dispatcher", "closeAll"]],
    ["a global map that is none", { socketMap: {} }, ["socketMap"]],
    ["what belongs to the file channels", { FileWrapper: undefined }, ["FileWrapper"]],
    [
      "what belongs to the chat channels",
      { SimpleProducer: 1, findPrefixAtEnd: 1 },
      ["SimpleProducer", "findPrefixAtEnd"],
    ],
    ["what belongs to poll2", { poll3: undefined }, ["poll3"]],
  ])("is named as an export: %s", (_what, exports, missing) => {
    expect(missingExports(reshaped(exports as Readonly<Record<string, unknown>>))).toEqual(missing);
  });

  it.each<[string, object, readonly string[]]>([
    [
      "of Dispatcher, once for all the bases that take it over",
      (() => {
        const Dispatcher = without(WHOLE.Dispatcher, "setSocket", "listen");
        const chat = without(reference.AsyncChat, "setSocket", "listen", "push");
        return { Dispatcher, AsyncChat: chat, DispatcherWithSend: Dispatcher, FileDispatcher: undefined };
      })(),
      ["Dispatcher.setSocket", "Dispatcher.listen", "DispatcherWithSend.initiateSend", "AsyncChat.push"],
    ],
    [
      "of a further base that breaks what it took over",
      { AsyncChat: without(reference.AsyncChat, "close") },
      ["AsyncChat.close"],
    ],
    ["of a file wrapper", { FileWrapper: without(reference.FileWrapper, "getsockopt") }, ["FileWrapper.getsockopt"]],
    ["of a producer", { SimpleProducer: without(reference.SimpleProducer, "more") }, ["SimpleProducer.more"]],
    ["of a socket", { Socket: without(WHOLE.Socket as never, "recv") }, ["Socket.recv"]],
  ])("is named as a member %s", (_what, exports, missing) => {
    expect(missingMembers(reshaped(exports as Readonly<Record<string, unknown>>))).toEqual(missing);
  });

  it("is no member of a socket whose class makes it in a way of its own", () => {
    const socket = Object.fromEntries(
      ["setBlocking", "isBlocking", "listen", "connect", "accept", "send", "recv", "getpeername"].map((name) => [
        name,
        () => {},
      ]),
    );

    expect(missingMembers(withSockets(socket))).toEqual(["Socket.pair"]);
  });
});

describe("sockets that nothing can be played on", () => {
  it.each<[string, Partial<SocketShape>, string]>([
    ["have no descriptor", { fileno: () => -1 }, "its fileno is -1"],
    ["give nothing for one", { fileno: () => undefined as unknown as number }, "its fileno is undefined"],
    ["have no port", { getsockname: () => ["", 0] }, 'bound to a free port, its getsockname is ["",0]'],
    [
      "refuse",
      {
        bind: () => {
          throw new Error("not yet");
        },
      },
      "not yet",
    ],
  ])("%s, and it is said which", (_what, socket, trouble) => {
    expect(socketTrouble(withSockets(socket))).toBe(trouble);
  });
});
