import { describe, expect, it } from "vitest";
import type { Action, Program } from "../../spec/program.ts";
import { programError } from "./program.ts";

const PROGRAM: Program = {
  world: "loopback",
  channels: { client: { base: "dispatcher" } },
  objects: { thing: {} },
  producers: { source: { on: { more: [""] } } },
  maps: { own: { kind: "plain" } },
  steps: [],
};

function withSteps(...steps: Action[]): Program {
  return { ...PROGRAM, steps };
}

function inReaction(...actions: Action[]): Program {
  return {
    ...PROGRAM,
    channels: { client: { base: "dispatcher", on: { handle_read: [null, { do: actions }] } } },
  };
}

describe("a program", () => {
  it("is in order when everything it names is made by something", () => {
    const program: Program = {
      ...PROGRAM,
      channels: {
        client: {
          base: "async_chat",
          on: {
            writable: [false],
            handle_accepted: [{ args: ["sock", null], do: [{ op: "socket.send", socket: "sock", data: "x" }] }],
            handle_error: [{ do: [{ op: "compact_traceback" }, { op: "super" }], raise: { kind: "value" } }],
          },
        },
      },
      steps: [
        { op: "peer.listen", peer: "server" },
        { op: "socket.pair", as: ["one", "other"] },
        { op: "new", channel: "client", socket: "one", map: "own" },
        { op: "connect", channel: "client", to: "server" },
        { op: "bind", channel: "client", to: { any: "inet" } },
        { op: "peer.accept", peer: "server", as: "wire" },
        { op: "peer.connect", peer: "caller", to: "client" },
        { op: "map.put", map: "global", socket: "other", entry: "thing" },
        { op: "push_with_producer", channel: "client", producer: "source" },
        { op: "peer.recv", peer: "wire", from: "client" },
        { op: "settle", until: { event: "more", of: "source" }, limit: 3 },
        { op: "settle", until: { peer: "wire", saw: "end" }, limit: 3 },
        { op: "drop", name: "one" },
        { op: "collect" },
      ],
    };

    expect(programError(program)).toBeNull();
  });

  it("has a script if and only if its world is scripted", () => {
    expect(programError({ ...PROGRAM, script: {} })).toBe("its world is loopback, and it has a script");
    expect(programError({ ...PROGRAM, world: "scripted" })).toBe("its world is scripted, and it has no script");
    expect(programError({ ...PROGRAM, world: "scripted", script: {} })).toBeNull();
  });

  it("may name what only its script knows", () => {
    const program: Program = { ...withSteps({ op: "new", channel: "client", socket: "plug" }), world: "scripted" };

    expect(programError({ ...program, script: { sockets: { plug: { fd: 5 } } } })).toBeNull();
    expect(programError({ ...program, script: {} })).toBe('steps[0] names "plug", which nothing makes');
  });

  it.each<[string, Partial<Program>]>([
    ['"client" is declared twice', { objects: { client: {} } }],
    ['"A" cannot be declared: it is no name', { channels: { A: { base: "dispatcher" } } }],
    ['"a b" cannot be declared: it is no name', { maps: { "a b": { kind: "plain" } } }],
    ['"global" cannot be declared: it is there already', { maps: { global: { kind: "plain" } } }],
  ])("declares each thing once, by a name: %s", (wrong, declared) => {
    expect(programError({ ...PROGRAM, ...declared })).toBe(wrong);
  });
});

describe("an action", () => {
  it.each<[string, Action]>([
    ['the channel "clinet", which is not declared', { op: "close", channel: "clinet" }],
    ['the channel "constructor", which is not declared', { op: "close", channel: "constructor" }],
    ['the map "mine", which is not declared', { op: "poll", map: "mine" }],
    ['the map "toString", which is not declared', { op: "poll", map: "toString" }],
    ['the producer "well", which is not declared', { op: "push_with_producer", channel: "client", producer: "well" }],
    ['"sock", which nothing makes', { op: "new", channel: "client", socket: "sock" }],
    ['"file", which nothing makes', { op: "new", channel: "client", file: "file" }],
    ['"wire", which nothing makes', { op: "peer.send", peer: "wire", data: "x" }],
    ['"server", which nothing makes', { op: "connect", channel: "client", to: "server" }],
    ['"wrap", which nothing makes', { op: "wrapper.close", wrapper: "wrap" }],
    ['"stranger", which nothing makes', { op: "settle", until: { event: "more", of: "stranger" }, limit: 1 }],
    ['"stranger", which nothing makes', { op: "settle", until: { closed: "stranger" }, limit: 1 }],
    ['"stranger", which nothing makes', { op: "settle", until: { peer: "stranger", saw: "end" }, limit: 1 }],
    ['"stranger", which nothing makes', { op: "drop", name: "stranger" }],
  ])("names only what there is: %s", (what, action) => {
    expect(programError(withSteps({ op: "collect" }, action))).toBe(`steps[1] names ${what}`);
  });

  it("is found in a reaction, too", () => {
    expect(programError(inReaction({ op: "super" }, { op: "close", channel: "clinet" }))).toBe(
      'channels.client.on.handle_read[1].do[1] names the channel "clinet", which is not declared',
    );
  });

  it("stands where it can be done", () => {
    expect(programError(withSteps({ op: "super" }))).toBe('steps[0]: "super" may only stand in a reaction');
    expect(programError(withSteps({ op: "compact_traceback" }))).toBe(
      'steps[0]: "compact_traceback" may only stand in a reaction',
    );
    expect(programError(inReaction({ op: "collect" }))).toBe(
      'channels.client.on.handle_read[1].do[0]: "collect" may only stand at top level',
    );
    expect(programError(inReaction({ op: "drop", name: "client" }))).toBe(
      'channels.client.on.handle_read[1].do[0]: "drop" may only stand at top level',
    );
  });

  it("of an object or a producer is looked at as well", () => {
    const objects: Program = { ...PROGRAM, objects: { thing: { on: { readable: [{ do: [{ op: "collect" }] }] } } } };
    const producers: Program = {
      ...PROGRAM,
      producers: { source: { on: { more: [{ do: [{ op: "drop", name: "source" }] }] } } },
    };

    expect(programError(objects)).toMatch(/^objects\.thing\.on\.readable\[0\]\.do\[0\]: /);
    expect(programError(producers)).toMatch(/^producers\.source\.on\.more\[0\]\.do\[0\]: /);
  });
});
