import { describe, expect, it } from "vitest";
import type { Action, Program, Script } from "../../spec/program.ts";
import { programError } from "./program.ts";

function scripted(script: Script, ...steps: Action[]): Program {
  return { world: "scripted", channels: { client: { base: "dispatcher" } }, script, steps };
}

describe("a script", () => {
  it("may give a descriptor again, and say what no real system would", () => {
    const script: Script = {
      socket: [{ value: "first" }, { value: "second" }, { errno: "EMFILE" }],
      sockets: {
        first: { fd: 5, accept: [{ value: ["conn", "anywhere"] }, { value: null }, { value: "triple" }] },
        second: { fd: 5 },
        conn: { fd: 6 },
        plug: { fd: 5 },
      },
      files: { pipe: { fd: 6 } },
      select: [{ value: { read: [99] } }],
    };

    expect(
      programError(
        scripted(
          script,
          { op: "new", channel: "client", socket: "plug" },
          { op: "connect", channel: "client", to: "nobody" },
        ),
      ),
    ).toBeNull();
  });

  it.each<[string, Script]>([
    ['script makes the socket "ghost", which it does not describe', { socket: [{ value: "ghost" }] }],
    [
      'script makes the socket "ghost", which it does not describe',
      { sockets: { plug: { fd: 5, accept: [{ value: ["ghost", "anywhere"] }] } } },
    ],
    [
      'script makes the socket "conn" twice',
      { socket: [{ value: "conn" }], sockets: { conn: { fd: 6, accept: [{ value: ["conn", "anywhere"] }] } } },
    ],
    [
      "script has two at the beginning with the descriptor 5",
      { sockets: { plug: { fd: 5 } }, files: { pipe: { fd: 5 } } },
    ],
    ['"client" is declared twice', { sockets: { client: { fd: 5 } } }],
  ])("makes sense: not when %s", (wrong, script) => {
    expect(programError(scripted(script))).toBe(wrong);
  });

  it.each<Action>([
    { op: "peer.listen", peer: "server" },
    { op: "socket.create", as: "plug", family: "inet", type: "stream" },
    { op: "socket.pair", as: ["one", "other"] },
    { op: "socket.fill", below: 9 },
    { op: "socket.limit", spare: 1 },
    { op: "file.bad", as: "plug" },
    { op: "file.close", file: "plug" },
    { op: "socket.connect", socket: "plug", to: "remote" },
    { op: "socket.isBlocking", socket: "plug" },
    { op: "socket.recv", socket: "plug", size: 1, urgent: true },
    { op: "settle", until: { peer: "plug", saw: "data" }, limit: 1 },
  ])("leaves nothing to a real system: $op", (action) => {
    const program = scripted({ sockets: { plug: { fd: 5 } } }, action);

    expect(programError(program)).toBe(`steps[0]: "${action.op}" asks for a real system, and this one is scripted`);
  });
});
