import { describe, expect, it } from "vitest";
import type { Action } from "../../spec/program.ts";
import { loadScenarios } from "../load/load.ts";
import { describeAction, describeProgram } from "./program-text.ts";

describe("an action in words", () => {
  it.each<[string, Action]>([
    ["client.connect to: server", { op: "connect", channel: "client", to: "server" }],
    ['client.bind to: {"any":"inet"}', { op: "bind", channel: "client", to: { any: "inet" } }],
    ['client.send data: "hi\\r\\n"', { op: "send", channel: "client", data: "hi\r\n" }],
    [
      'client.send data: {"repeat":"ab","times":3}',
      { op: "send", channel: "client", data: { repeat: "ab", times: 3 } },
    ],
    ["loop timeout: 0, count: 1", { op: "loop", timeout: 0, count: 1 }],
    ["client.new socket: sock", { op: "new", channel: "client", socket: "sock" }],
    ["sock.close", { op: "socket.close", socket: "sock" }],
    ["server.accept as: wire", { op: "peer.accept", peer: "server", as: "wire" }],
    ["wire.recv size: 3", { op: "peer.recv", peer: "wire", size: 3 }],
    ["collect", { op: "collect" }],
  ])("is %s", (words, action) => {
    expect(describeAction(action)).toBe(words);
  });

  it("has no control character, whatever the program says", () => {
    expect(describeAction({ op: "log", channel: "a", message: "\u001b[31m" })).toBe("a.log message: \\u001b[31m");
  });
});

describe("a program in words", () => {
  it("has its reactions first, then its steps, numbered", () => {
    const lines = describeProgram({
      world: "loopback",
      channels: {
        client: {
          base: "dispatcher",
          on: {
            writable: [true, false],
            handle_read: [
              {
                do: [
                  { op: "recv", channel: "client", size: 9 },
                  { op: "close", channel: "client" },
                ],
              },
              { raise: { kind: "os", errno: "EPIPE" } },
              { return: null, raise: { kind: "value" } },
              {},
            ],
          },
        },
      },
      objects: { thing: { on: { readable: [null] } } },
      producers: { source: { on: { more: ["a\n"] } } },
      steps: [{ op: "new", channel: "client" }, { op: "poll" }],
    });

    expect(lines).toEqual([
      "on client.writable: return true | return false",
      "on client.handle_read: client.recv size: 9; client.close | raise EPIPE | raise value; return null | do nothing",
      "on thing.readable: return null",
      'on source.more: return "a\\n"',
      " 1. client.new",
      " 2. poll",
    ]);
  });

  it("has a line for each step and each reaction of every published scenario", () => {
    const incomplete = loadScenarios(undefined, "ignore").filter(({ scenario: { program } }) => {
      const declared = [program.channels, program.objects, program.producers].flatMap((group) =>
        Object.values(group ?? {}),
      );
      const reactions = declared.flatMap(({ on }: { on?: object }) => Object.keys(on ?? {}));
      const lines = describeProgram(program).filter((line) => !line.startsWith("script: "));
      return lines.length !== reactions.length + program.steps.length || lines.some((line) => line.trim() === "");
    });

    expect(incomplete.map(({ id }) => id)).toEqual([]);
  });
});
