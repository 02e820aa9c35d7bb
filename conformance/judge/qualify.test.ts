import { describe, expect, it } from "vitest";
import type { Capabilities } from "../../spec/adapter.ts";
import type { Action, Base, Program } from "../../spec/program.ts";
import { loadScenarios } from "../load/load.ts";
import { EVERYTHING } from "../testing/fake-adapter.ts";
import { actionsOf, missingFor, missingForCase, needsOf } from "./qualify.ts";

const PROGRAM: Program = { world: "loopback", channels: {}, steps: [] };

/** What an action needs at top level beyond the loopback world. */
function needsAtTop(action: Action): readonly string[] {
  return needsOf({ ...PROGRAM, steps: [action] }).slice(1);
}

/** What an action needs inside a reaction beyond the loopback world and the dispatcher. */
function needsInside(action: Action): readonly string[] {
  const channels = { a: { base: "dispatcher", on: { handle_read: [{ do: [action] }] } } } as const;
  return needsOf({ ...PROGRAM, channels }).slice(2);
}

describe("a probe needs", () => {
  const probe = (source: string) => ({
    id: "chat/a",
    probe: { title: "", clauses: [], why: "" },
    source,
    recording: null,
  });
  const missing = (source: string, less: Partial<Capabilities>) =>
    missingForCase(probe(source), { ...EVERYTHING, ...less });

  it("Python", () => {
    expect(missing("import asyncore", { python: false })).toBe("python");
    expect(missing("import asyncore", { bases: ["dispatcher"] })).toBeNull();
  });

  it.each<[source: string, base: Base]>([
    ["import asynchat", "async_chat"],
    ["for name in ('asyncore', 'asynchat'): import_and_listen(name)", "async_chat"],
    ["asyncore.file_dispatcher(0)", "file_dispatcher"],
    ["asyncore.file_wrapper(0)", "file_dispatcher"],
    ["class Sender(asyncore.dispatcher_with_send): pass", "dispatcher_with_send"],
  ])("the base of what it names: %s", (source, base) => {
    const bases = EVERYTHING.bases.filter((other) => other !== base);

    expect(missing(source, { bases })).toBe(`bases: ${base}`);
    expect(missing(source, { bases: ["dispatcher", base] })).toBeNull();
  });
});

describe("a program needs", () => {
  it("its world", () => {
    expect(needsOf(PROGRAM)).toEqual(["worlds: loopback"]);
    expect(needsOf({ ...PROGRAM, world: "scripted", script: {} })).toEqual(["worlds: scripted"]);
  });

  it.each(["dispatcher", "dispatcher_with_send", "file_dispatcher", "async_chat"] as const)(
    "the base of each channel: %s",
    (base: Base) => {
      expect(needsOf({ ...PROGRAM, channels: { a: { base }, b: { base } } })).toEqual([
        "worlds: loopback",
        `bases: ${base}`,
      ]);
    },
  );

  it.each<[Action, string[]]>([
    [{ op: "loop", count: 1 }, ["passes", "pollers: select"]],
    [{ op: "loop", count: 0 }, ["passes", "pollers: select"]],
    [{ op: "loop" }, ["pollers: select"]],
    [{ op: "loop", count: null }, ["pollers: select"]],
    [{ op: "loop", use_poll: true }, ["pollers: poll"]],
    [{ op: "loop", use_poll: false }, ["pollers: select"]],
    [{ op: "loop", use_poll: 1 }, ["pollers: poll"]],
    [{ op: "loop", use_poll: 0 }, ["pollers: select"]],
    [{ op: "poll" }, ["passes", "pollers: select"]],
    [{ op: "poll2" }, ["passes", "pollers: poll"]],
    [{ op: "poll3" }, ["passes", "pollers: poll"]],
    [{ op: "settle", until: { closed: "a" }, limit: 3 }, ["pollers: select"]],
    [{ op: "settle", until: { closed: "a" }, limit: 3, use_poll: true }, ["pollers: poll"]],
    [{ op: "close_all" }, []],
    [{ op: "create_socket", channel: "a", family: "inet", type: "stream" }, []],
    [{ op: "create_socket", channel: "a", family: "inet6" }, ["families: inet6"]],
    [{ op: "create_socket", channel: "a", family: "unix" }, ["families: unix"]],
    [{ op: "create_socket", channel: "a", type: "datagram" }, ["families: datagram"]],
    [{ op: "bind", channel: "a", to: { any: "inet" } }, []],
    [{ op: "bind", channel: "a", to: { any: "inet6" } }, ["families: inet6"]],
    [{ op: "bind", channel: "a", to: { path: "door" } }, ["families: unix"]],
    [{ op: "connect", channel: "a", to: { host: "127.0.0.1", port: 1 } }, []],
    [{ op: "connect", channel: "a", to: "server" }, []],
    [{ op: "peer.listen", peer: "s" }, []],
    [{ op: "peer.listen", peer: "s", family: "unix" }, ["families: unix"]],
    [{ op: "peer.bind", peer: "s", type: "datagram" }, ["families: datagram"]],
    [{ op: "peer.pipe", peer: "s", direction: "to-program" }, ["families: pipe"]],
    [{ op: "peer.terminal", peer: "s" }, ["families: terminal"]],
    [{ op: "socket.pair", as: ["one", "other"] }, ["families: unix"]],
    [{ op: "socket.bind", socket: "s", to: { path: "door" } }, ["families: unix"]],
    [{ op: "socket.connect", socket: "s", to: { any: "inet6" } }, ["families: inet6"]],
    [{ op: "peer.connect", peer: "p", to: "a", family: "inet6" }, ["families: inet6"]],
    [{ op: "peer.bind", peer: "s", family: "unix", type: "datagram" }, ["families: unix", "families: datagram"]],
    [{ op: "peer.send", peer: "s", data: "x", to: "a" }, []],
    [{ op: "wrapper.new", as: "w", file: "f" }, ["bases: file_dispatcher"]],
    [{ op: "wrapper.recv", wrapper: "w", size: 1 }, ["bases: file_dispatcher"]],
    [{ op: "find_prefix_at_end", haystack: "ab", needle: "bc" }, ["bases: async_chat"]],
    [{ op: "simple_producer", data: "ab", calls: 1 }, ["bases: async_chat"]],
    [{ op: "collect" }, ["collects"]],
    [{ op: "log_info", channel: "a", message: "x", type: "datagram" }, []],
  ])("for %j at top level", (action, needs) => {
    expect(needsAtTop(action)).toEqual(needs);
  });

  it.each<[Action, string[]]>([
    [{ op: "loop", count: 1 }, ["passes", "nesting", "pollers: select"]],
    [{ op: "loop" }, ["nesting", "pollers: select"]],
    [{ op: "poll" }, ["passes", "nesting", "pollers: select"]],
    [{ op: "settle", until: { closed: "a" }, limit: 3 }, ["nesting", "pollers: select"]],
    [{ op: "peer.send", peer: "wire", data: "x" }, ["peersInReactions"]],
    [{ op: "send", channel: "a", data: "x" }, []],
    [{ op: "create_socket", channel: "a", family: "inet6" }, ["families: inet6"]],
  ])("for %j in a reaction", (action, needs) => {
    expect(needsInside(action)).toEqual(needs);
  });

  it("Python, when it raises an exception by its own name", () => {
    const raising = (raise: object) =>
      needsOf({
        ...PROGRAM,
        channels: { a: { base: "dispatcher", on: { handle_read: [{ raise: { kind: "other", ...raise } }] } } },
      });

    expect(raising({ class: "GeneratorExit" })).toContain("python");
    expect(raising({})).not.toContain("python");
  });

  it("what its objects and producers need, each thing once", () => {
    const program: Program = {
      ...PROGRAM,
      objects: { thing: { on: { readable: [{ do: [{ op: "peer.recv", peer: "wire" }] }] } } },
      producers: { source: { on: { more: [{ do: [{ op: "peer.recv", peer: "wire" }, { op: "poll" }] }] } } },
    };

    expect(needsOf(program)).toEqual(["worlds: loopback", "peersInReactions", "passes", "nesting", "pollers: select"]);
  });
});

describe("the actions of a program", () => {
  it("are its steps, then those of its reactions", () => {
    const program: Program = {
      ...PROGRAM,
      channels: { a: { base: "dispatcher", on: { readable: [true, null], handle_read: [{ do: [{ op: "super" }] }] } } },
      steps: [{ op: "poll" }],
    };

    expect(actionsOf(program)).toEqual([
      { action: { op: "poll" }, inReaction: false },
      { action: { op: "super" }, inReaction: true },
    ]);
  });
});

describe("an implementation", () => {
  const chatting: Program = { ...PROGRAM, channels: { a: { base: "async_chat" } }, steps: [{ op: "poll2" }] };

  it("that can do everything lacks nothing for any scenario", () => {
    const missing = loadScenarios(undefined, "ignore").map(({ scenario }) => missingFor(scenario.program, EVERYTHING));

    expect(missing.filter((need) => need !== null)).toEqual([]);
  });

  it.each([
    ["worlds: loopback", { worlds: ["scripted"] }],
    ["bases: async_chat", { bases: ["dispatcher"] }],
    ["passes", { passes: false }],
    ["pollers: poll", { pollers: ["select"] }],
  ] as const)("lacks what it does not declare: %s", (need, declared) => {
    expect(missingFor(chatting, { ...EVERYTHING, ...declared })).toBe(need);
  });

  it("with the pass over poll alone is not asked for the one over select, unless it has no passes at all", () => {
    const waiting: Program = { ...PROGRAM, steps: [{ op: "settle", until: { closed: "a" }, limit: 3 }] };
    const pollOnly = { ...EVERYTHING, pollers: ["poll"] } as const;

    expect(missingFor(waiting, pollOnly)).toBe("pollers: select");
    expect(missingFor(waiting, { ...pollOnly, passes: false })).toBeNull();
  });

  it("is told the first thing it lacks", () => {
    expect(missingFor(chatting, { ...EVERYTHING, bases: [], passes: false })).toBe("bases: async_chat");
    expect(missingFor(chatting, EVERYTHING)).toBeNull();
  });
});
