// Whole plays in a child process, on the reference, which is loaded by its path like any other module, with real peers.

import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { posixHost } from "../../../reference/posix/index.ts";
import type { Program } from "../../../spec/program.ts";
import type { Trace } from "../../../spec/trace.ts";
import { modulePath } from "../../package-path.ts";
import { Session } from "../../play/session.ts";
import { moduleAdapter, referenceAdapter } from "../module.ts";

const REFERENCE = modulePath("reference/index.ts");
const LIMIT_MS = 20_000;
const session = new Session(moduleAdapter(REFERENCE, process.execPath), posixHost);
const asyncSession = new Session(moduleAdapter(REFERENCE, process.execPath, ["--variant", "async"]), posixHost);
beforeAll(() => Promise.all([session.identity(), asyncSession.identity()]));
afterAll(() => Promise.all([session.close(), asyncSession.close()]));

async function traceOf(program: Omit<Program, "world">, on = session): Promise<Trace> {
  const { outcome } = await on.play({ world: "loopback", ...program });
  if (outcome.outcome !== "played") throw new Error(JSON.stringify(outcome));
  return outcome.trace;
}

/** The actions and events of a trace in words: `depth of.what`. */
function calls(trace: Trace): string[] {
  return trace.flatMap((observation) => {
    if (observation.kind === "action") return `${observation.depth} ${observation.of ?? ""}.${observation.op}`;
    return observation.kind === "event" ? `${observation.depth} ${observation.of}.${observation.event}` : [];
  });
}

const LISTENER = [
  { op: "new", channel: "listener" },
  { op: "create_socket", channel: "listener" },
  { op: "bind", channel: "listener", to: { any: "inet" } },
  { op: "listen", channel: "listener", backlog: 1 },
  { op: "peer.connect", peer: "visitor", to: "listener" },
] as const;

describe("a play", () => {
  it("asks peers inside handlers and shows sockets and addresses by name", async () => {
    const trace = await traceOf({
      channels: {
        listener: {
          base: "dispatcher",
          on: {
            writable: [false],
            handle_accepted: [
              {
                args: ["connection", "origin"],
                do: [
                  { op: "peer.send", peer: "visitor", data: "hi" },
                  { op: "socket.recv", socket: "connection", size: 10 },
                ],
              },
            ],
          },
        },
      },
      steps: [...LISTENER, { op: "loop", timeout: 0, count: 1 }],
    });
    const accepted = trace.find((one) => one.kind === "event" && one.event === "handle_accepted");
    expect(accepted).toMatchObject({ args: [{ socket: "unnamed" }, { address: "visitor" }], depth: 2 });
    expect(trace).toContainEqual({ kind: "action", op: "socket.recv", of: "connection", depth: 3, returned: "hi" });
    expect(trace.at(5)).toMatchObject({ kind: "state", of: "listener", addr: { address: "any" }, maps: ["global"] });
  });

  it("uses reactions up, repeats the last one, and returns what `super` returned", async () => {
    const trace = await traceOf({
      channels: { idle: { base: "dispatcher", on: { writable: [1, { do: [{ op: "super" }] }, []] } } },
      steps: [
        { op: "new", channel: "idle" },
        { op: "call", channel: "idle", event: "writable" },
        { op: "call", channel: "idle", event: "writable" },
        { op: "call", channel: "idle", event: "writable" },
        { op: "call", channel: "idle", event: "writable" },
      ],
    });
    const answers = trace.filter((one) => one.kind === "event").map((one) => one.returned);
    expect(answers).toEqual([true, true, false, false]);
  });

  it("records what the implementation prints, line by line, where it is printed", async () => {
    const trace = await traceOf({
      channels: { idle: { base: "dispatcher" } },
      steps: [
        { op: "new", channel: "idle" },
        { op: "log", channel: "idle", message: "one\ntwo" },
        { op: "call", channel: "idle", event: "handle_close" },
      ],
    });
    expect(trace.filter((one) => one.kind === "written")).toEqual([
      { kind: "written", depth: 1, stream: "stderr", text: "log: one" },
      { kind: "written", depth: 1, stream: "stderr", text: "two" },
    ]);
  });

  it("goes on after a step that raises, and names what nothing is named", async () => {
    const trace = await traceOf({
      channels: { ghost: { base: "dispatcher" }, idle: { base: "dispatcher" } },
      steps: [
        { op: "close", channel: "ghost" },
        { op: "new", channel: "idle" },
        { op: "delegate", channel: "idle", method: "nonexistent" },
        { op: "get", channel: "idle", attribute: "family_and_type" },
      ],
    });
    expect(trace.filter((one) => one.kind === "action").map((one) => one.raised)).toEqual([
      { kind: "other", text: "nothing is named ghost" },
      undefined,
      { kind: "attribute" },
      { kind: "attribute" },
    ]);
  });

  it("leaves a program that has spent its budget, also out of a loop without end", async () => {
    const trace = await traceOf({
      channels: { busy: { base: "dispatcher" } },
      limits: { observations: 9 },
      steps: [
        { op: "new", channel: "busy" },
        { op: "create_socket", channel: "busy" },
        { op: "loop", timeout: 0 },
        { op: "close", channel: "busy" },
      ],
    });
    expect(trace).toHaveLength(10);
    expect(trace.at(-1)).toEqual({ kind: "exhausted", depth: 1, by: "observations" });
  });

  it("closes what a channel held once it was dropped and collected, and not before", async () => {
    const trace = await traceOf({
      channels: { client: { base: "dispatcher" } },
      steps: [
        { op: "peer.listen", peer: "server" },
        { op: "new", channel: "client" },
        { op: "create_socket", channel: "client" },
        { op: "connect", channel: "client", to: "server" },
        { op: "peer.accept", peer: "server", as: "wire" },
        { op: "map.clear", map: "global" },
        { op: "drop", name: "client" },
        { op: "peer.recv", peer: "wire" },
        { op: "collect" },
        { op: "peer.recv", peer: "wire" },
      ],
    });
    const received = trace.filter((one) => one.kind === "action" && one.op === "peer.recv");
    expect(received.map((one) => "returned" in one && one.returned)).toEqual([{ saw: "nothing" }, { saw: "end" }]);
  });

  it("finds the global map empty and the classes as they were", async () => {
    const channels = { idle: { base: "dispatcher" } } as const;
    await traceOf({
      channels,
      steps: [
        { op: "new", channel: "idle" },
        { op: "create_socket", channel: "idle" },
        { op: "set", channel: "idle", attribute: "debug", value: true, class: true },
      ],
    });
    const trace = await traceOf({
      channels,
      steps: [
        { op: "loop", timeout: 30 },
        { op: "get", channel: "idle", attribute: "debug", class: true },
      ],
    });
    expect(trace).toEqual([
      { kind: "action", op: "loop", depth: 0 },
      { kind: "action", op: "get", of: "idle", depth: 0, returned: false },
    ]);
  });

  it("says whether a timed call lasted as long as it had to", async () => {
    const program = {
      channels: { idle: { base: "dispatcher", on: { readable: [false], writable: [false] } } },
      steps: [
        { op: "new", channel: "idle" },
        { op: "create_socket", channel: "idle" },
        { op: "loop", timeout: 0.02, count: 2, timed: true },
        { op: "close", channel: "idle" },
        { op: "loop", timeout: 0.02, count: 2, timed: true },
      ],
    } as const;
    for (const on of [session, asyncSession]) {
      const loops = (await traceOf(program, on)).filter((one) => one.kind === "action" && one.op === "loop");
      expect(loops.map((one) => "waitedAtLeastTimeout" in one && one.waitedAtLeastTimeout)).toEqual([true, false]);
    }
  });

  it("plays the same program to the same trace on the event loop", async () => {
    const program = {
      channels: {
        listener: {
          base: "dispatcher",
          on: {
            writable: [false],
            handle_accept: [
              { do: [{ op: "loop", timeout: 0, count: 1 }, { op: "super" }], raise: { kind: "exit-now" } },
            ],
          },
        },
      },
      steps: [...LISTENER, { op: "loop", timeout: 0, count: 2, use_poll: true }],
    } as const;
    const [blocking, async] = [await traceOf(program), await traceOf(program, asyncSession)];
    expect(async).toEqual(blocking);
    expect(calls(blocking)).toContain("2 .loop");
    expect((await asyncSession.identity()).implementation.variant).toBe("async loop");
  });
});

describe("what is declared", () => {
  it("follows from what the module exports and which sockets it can make", async () => {
    const { capabilities } = await session.identity();
    expect(capabilities.pollers).toEqual(["select", "poll", "epoll"]);
    expect(capabilities.families).toEqual(expect.arrayContaining(["inet", "unix", "datagram"]));
    expect(capabilities.collects).toBe(true);
  });

  it("is played: a listener at a path of the play's directory, shown by its name", async () => {
    const trace = await traceOf({
      channels: { listener: { base: "dispatcher" } },
      steps: [
        { op: "new", channel: "listener" },
        { op: "create_socket", channel: "listener", family: "unix" },
        { op: "bind", channel: "listener", to: { path: "door" } },
        { op: "get", channel: "listener", attribute: "family_and_type" },
        { op: "listen", channel: "listener", backlog: 1 },
        { op: "peer.connect", peer: "visitor", to: "listener", family: "unix" },
      ],
    });
    expect(trace).toContainEqual(expect.objectContaining({ op: "get", returned: { list: ["unix", "stream"] } }));
    expect(trace).toContainEqual(expect.objectContaining({ op: "peer.connect", returned: { saw: "connection" } }));
    expect(trace.findLast((one) => one.kind === "state")).toMatchObject({ addr: { address: "listener" } });
  });
});

describe("what cannot be played", () => {
  const refusalOf = async (program: object) =>
    (await session.play({ world: "loopback", ...program } as Program)).outcome;

  it.each([
    ["an action nobody knows", { channels: {}, steps: [{ op: "no-such-op" }] }, "no-such-op"],
    ["another world", { world: "imagined", channels: {}, steps: [] }, "worlds: imagined"],
  ])("is refused with the capability that is missing: %s", async (_what, program, missing) => {
    expect(await refusalOf(program)).toMatchObject({ outcome: "refused", missing });
  });

  it.each([
    ["an undeclared channel", { channels: {}, steps: [{ op: "close", channel: "x" }] }, '"x", which is not declared'],
    ["an action in the wrong place", { channels: {}, steps: [{ op: "super" }] }, "only stand in a reaction"],
  ])("is refused in a sentence: %s", async (_what, program, reason) => {
    const outcome = await refusalOf(program);
    expect(outcome).toMatchObject({ outcome: "refused", reason: expect.stringContaining("-32602") });
    expect(outcome).toMatchObject({ reason: expect.stringContaining(reason) });
  });

  it.each([
    ["no program at all", { program: { world: "loopback", channels: {}, steps: null } }, "channels and steps"],
    ["nowhere to play it", { address: undefined }, "an address and a directory"],
  ])("is refused in a sentence: %s", async (_what, wrong, reason) => {
    const adapter = await referenceAdapter(process.execPath).start(LIMIT_MS);
    onTestFinished(() => adapter.kill());
    const right = { program: { world: "loopback", channels: {}, steps: [] }, address: "127.0.0.1", directory: "/" };

    const answer = await adapter.ask("play", { ...right, ...wrong }, LIMIT_MS);

    expect(answer).toMatchObject({ code: -32602, message: expect.stringContaining(reason) });
  });
});
