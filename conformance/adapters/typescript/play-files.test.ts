// Whole plays with files, wrappers and file channels, on the reference in a child process, with real pipes and terminals.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { posixHost } from "../../../reference/posix/index.ts";
import { makeFifo } from "../../../reference/posix/special-files.ts";
import type { PeerParams } from "../../../spec/adapter.ts";
import type { Action, Program } from "../../../spec/program.ts";
import type { ActionObservation } from "../../../spec/trace.ts";
import { modulePath } from "../../package-path.ts";
import { Session } from "../../play/session.ts";
import { moduleAdapter } from "../module.ts";
import { openFile } from "./files.ts";
import { play } from "./play.ts";
import { Printing } from "./printing.ts";
import type { AsyncoreModule } from "./shape.ts";
import { PLAIN } from "./variant.ts";

const session = new Session(moduleAdapter(modulePath("reference/index.ts"), process.execPath), posixHost);
beforeAll(() => session.identity());
afterAll(() => session.close());

async function traceOf(steps: readonly Action[], channels: Program["channels"] = {}) {
  const { outcome } = await session.play({ world: "loopback", channels, maps: { own: { kind: "plain" } }, steps });
  if (outcome.outcome !== "played") throw new Error(JSON.stringify(outcome));
  return outcome.trace;
}

async function actionsOf(steps: readonly Action[], channels: Program["channels"] = {}): Promise<ActionObservation[]> {
  return (await traceOf(steps, channels)).filter((one) => one.kind === "action");
}

const INWARD = [
  { op: "peer.pipe", peer: "writer", direction: "to-program" },
  { op: "file.open", as: "pipe", peer: "writer", mode: "read" },
] as const satisfies readonly Action[];
const OUTWARD = [
  { op: "peer.pipe", peer: "reader", direction: "from-program" },
  { op: "file.open", as: "pipe", peer: "reader", mode: "write" },
] as const satisfies readonly Action[];

const EBADF = { kind: "os", errno: "EBADF", text: "Bad file descriptor" };

describe("a file", () => {
  it("is where its peer has it, blocks as files do, and is closed once", async () => {
    const [, opened, ...rest] = await actionsOf([
      ...INWARD,
      { op: "file.isBlocking", file: "pipe" },
      { op: "file.close", file: "pipe" },
      { op: "file.isBlocking", file: "pipe" },
      { op: "file.close", file: "pipe" },
    ]);

    expect(opened).toEqual({ kind: "action", op: "file.open", of: "writer", depth: 0 });
    expect(rest).toMatchObject([{ of: "pipe", returned: true }, { of: "pipe" }, { raised: EBADF }, { raised: EBADF }]);
    expect(rest[1]).not.toHaveProperty("returned");
  });

  it("is none where the peer has none, and none that is bad has a descriptor", async () => {
    const [, missing, bad, wrapped] = await actionsOf([
      { op: "peer.listen", peer: "server" },
      { op: "file.open", as: "pipe", peer: "server", mode: "read" },
      { op: "file.bad", as: "bad" },
      { op: "wrapper.new", as: "wrapper", file: "bad" },
    ]);

    expect(missing?.raised).toEqual({ kind: "other", text: "server has no file" });
    expect(bad).toEqual({ kind: "action", op: "file.bad", depth: 0 });
    expect(wrapped).toMatchObject({ of: "bad", raised: EBADF });
  });

  it("can be a terminal", async () => {
    const actions = await actionsOf([
      { op: "peer.terminal", peer: "screen" },
      { op: "file.open", as: "outward", peer: "screen", mode: "write" },
      { op: "file.open", as: "inward", peer: "screen", mode: "read" },
      { op: "wrapper.new", as: "out", file: "outward" },
      { op: "wrapper.new", as: "in", file: "inward" },
      { op: "wrapper.send", wrapper: "out", data: "shown\n" },
      { op: "peer.recv", peer: "screen" },
      { op: "peer.send", peer: "screen", data: "typed\n" },
      { op: "wrapper.recv", wrapper: "in", size: 100 },
    ]);

    expect(actions.slice(-4).map(({ returned }) => returned)).toEqual([
      6,
      { saw: "data", data: "shown\n" },
      undefined,
      "typed\n",
    ]);
  });

  it("is closed when the play ends, also when it was dropped and collected", async () => {
    setFlagsFromString("--expose-gc");
    globalThis.gc = runInNewContext("gc") as NodeJS.GCFunction;
    const folder = mkdtempSync(join(tmpdir(), "play-"));
    const paths = ["kept", "dropped"].map((name) => join(folder, name));
    for (const path of paths) makeFifo(path);
    const module = { socketMap: new Map(), ExitNow: class extends Error {} } as unknown as AsyncoreModule;
    const askPeer = ({ action: { peer } }: PeerParams) => ({ file: join(folder, peer) });
    const steps: readonly Action[] = [
      { op: "peer.pipe", peer: "kept", direction: "to-program" },
      { op: "file.open", as: "one", peer: "kept", mode: "read" },
      { op: "peer.pipe", peer: "dropped", direction: "to-program" },
      { op: "file.open", as: "other", peer: "dropped", mode: "read" },
      { op: "drop", name: "other" },
      { op: "collect" },
    ];
    const setting = { module, printing: new Printing(), variant: PLAIN, askPeer };

    const trace = await play(
      setting,
      { world: "loopback", channels: {}, steps },
      { address: "127.0.0.1", directory: folder },
    );

    expect(trace.some((one) => "raised" in one)).toBe(false);
    // Nobody reads them any more.
    for (const path of paths) expect(() => openFile(path, "write")).toThrow(expect.objectContaining({ code: "ENXIO" }));
    rmSync(folder, { recursive: true });
  });
});

describe("a wrapper", () => {
  it("sends and receives under both names, and says how much was asked", async () => {
    const actions = await actionsOf([
      ...OUTWARD,
      { op: "wrapper.new", as: "out", file: "pipe" },
      { op: "wrapper.send", wrapper: "out", data: "sent" },
      { op: "wrapper.send", wrapper: "out", data: { repeat: "w", times: 3 }, as: "write" },
      { op: "peer.recv", peer: "reader" },
    ]);

    expect(actions.slice(-3)).toMatchObject([
      { op: "wrapper.send", of: "out", asked: 4, returned: 4 },
      { op: "wrapper.send", of: "out", asked: 3, returned: 3 },
      { returned: { saw: "data", data: "sentwww" } },
    ]);
  });

  it("shows that it has a descriptor, never which, and hands every option on", async () => {
    const actions = await actionsOf([
      ...INWARD,
      { op: "wrapper.new", as: "in", file: "pipe" },
      { op: "wrapper.getsockopt", wrapper: "in", option: "SO_ERROR" },
      { op: "wrapper.getsockopt", wrapper: "in", option: "SO_ERROR", bufferSize: 0 },
      { op: "wrapper.getsockopt", wrapper: "in", option: "SO_ERROR", bufferSize: 4 },
      { op: "wrapper.getsockopt", wrapper: "in", option: "SO_ERROR", level: "IPPROTO_TCP" },
      { op: "wrapper.fileno", wrapper: "in" },
      { op: "wrapper.close", wrapper: "in" },
      { op: "wrapper.fileno", wrapper: "in" },
    ]);

    const text = "Only asyncore specific behaviour implemented.";
    expect(actions.slice(3).map(({ returned, raised }) => returned ?? raised)).toEqual([
      0,
      0,
      { kind: "not-implemented", text },
      { kind: "not-implemented", text },
      { present: true },
      undefined,
      { present: false },
    ]);
  });
});

describe("a file channel", () => {
  const CHANNELS = { one: { base: "file_dispatcher", on: { writable: [false] } } } as const;

  it("is made from a file or from a wrapper, and has an unnamed wrapper of its own", async () => {
    const trace = await traceOf(
      [
        ...OUTWARD,
        { op: "wrapper.new", as: "wrapper", file: "pipe" },
        { op: "new", channel: "one", file: "wrapper", map: "own" },
        { op: "get", channel: "one", attribute: "socket" },
        { op: "set_file", channel: "one", file: "pipe" },
      ],
      CHANNELS,
    );

    expect(trace).toContainEqual(expect.objectContaining({ op: "get", returned: { socket: "unnamed" } }));
    expect(trace.find((one) => one.kind === "state")).toMatchObject({ maps: ["own"], addr: null, socket: "open" });
    expect(trace.at(-1)).toEqual({ kind: "action", op: "set_file", of: "one", depth: 0 });
  });

  const ANOTHER = { op: "set_file", channel: "one", file: "pipe" } as const;
  const CLOSE = { op: "socket.closeOf", channel: "one" } as const;

  it.each<[string, readonly Action[]]>([
    ["that it was made with", [ANOTHER, CLOSE]],
    ["that it was given later", [CLOSE, ANOTHER, ANOTHER, CLOSE]],
  ])("loses no wrapper %s before it is dropped itself", async (_which, steps) => {
    const actions = await actionsOf(
      [
        ...OUTWARD,
        { op: "new", channel: "one", file: "pipe" },
        ...steps,
        { op: "file.close", file: "pipe" },
        { op: "collect" },
        { op: "peer.recv", peer: "reader" },
        { op: "map.clear", map: "global" },
        { op: "drop", name: "one" },
        { op: "collect" },
        { op: "peer.recv", peer: "reader" },
      ],
      CHANNELS,
    );

    const received = actions.filter(({ op }) => op === "peer.recv").map(({ returned }) => returned);
    expect(received).toEqual([{ saw: "nothing" }, { saw: "end" }]);
  });

  it("has no state when it could not be constructed", async () => {
    const trace = await traceOf(
      [
        { op: "file.bad", as: "bad" },
        { op: "new", channel: "one", file: "bad" },
        { op: "close", channel: "one" },
      ],
      CHANNELS,
    );

    expect(trace.map((one) => ("raised" in one ? one.raised : one.kind))).toEqual([
      "action",
      EBADF,
      { kind: "other", text: "nothing is named one" },
    ]);
  });
});
