// Whether an adapter in a container plays as one beside us does, and whether nothing is left of it, however it ends.
// Needs Docker and a base image python:3.11-slim; `npm run test:containers`.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { posixHost } from "../../reference/posix/index.ts";
import type { Program } from "../../spec/program.ts";
import { Places } from "../play/places.ts";
import { DEFAULT_RUN_LIMITS, Session } from "../play/session.ts";
import { SuiteError } from "../suite-error.ts";
import { type ContainerOptions, containerAdapter } from "./container.ts";
import { type ContainerImage, namedImage, oracleImage } from "./container-image.ts";

const ORACLE = oracleImage("3.11");
const BUILD_MS = 120_000;

function docker(...words: readonly string[]): string {
  return execFileSync("docker", words, { encoding: "utf8" }).trim();
}

/** The containers of the suite that exist, in whatever state. */
function containers(): readonly string[] {
  return docker("ps", "-aq", "--filter", "label=asyncore-conformance.run").split("\n").filter(Boolean);
}

function conversation(
  image: ContainerImage,
  limits: Partial<typeof DEFAULT_RUN_LIMITS> = {},
  options: Partial<ContainerOptions> = {},
): Session {
  const source = containerAdapter(image, { node: process.execPath, ...options });
  const session = new Session(source, posixHost, { ...DEFAULT_RUN_LIMITS, ...limits });
  onTestFinished(() => session.close());
  return session;
}

/** Sessions that play at the same time in one container. */
function conversations(image: ContainerImage, number: number): readonly Session[] {
  const source = containerAdapter(image, { node: process.execPath });
  const sessions = Array.from({ length: number }, (_, index) => {
    return new Session(source, posixHost, DEFAULT_RUN_LIMITS, new Places(index));
  });
  onTestFinished(async () => void (await Promise.all(sessions.map((session) => session.close()))));
  return sessions;
}

/** How many processes run in a container. */
function processesIn(id: string): number {
  return docker("top", id).split("\n").length - 1; // The first line is a heading.
}

async function complaint(work: Promise<unknown>): Promise<readonly string[]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof SuiteError) return [error.code, error.message, error.remedy];
    throw error;
  }
  return ["nothing was wrong"];
}

/** An image made of the oracle's, in which `python` is the entry point: a script in one line. */
function imageWith(name: string, python: string): ContainerImage {
  const folder = mkdtempSync(join(tmpdir(), "asyncore-conformance-test-"));
  const entry = JSON.stringify(["python", "-uc", python]);
  writeFileSync(join(folder, "Dockerfile"), `FROM ${ORACLE.name}\nENTRYPOINT ${entry}\n`);
  try {
    docker("build", "--quiet", "--tag", name, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return namedImage(name, "adapter");
}

const WAITS: Program = {
  world: "loopback",
  channels: { idle: { base: "dispatcher", on: { writable: [false] } } },
  steps: [
    { op: "socket.pair", as: ["near", "far"] },
    { op: "new", channel: "idle", socket: "near" },
    { op: "loop", timeout: 60, count: 1 },
  ],
};

/** Everything that needs a folder in common: a pipe, a terminal, a socket with a path. */
const SHARES: Program = {
  world: "loopback",
  channels: { client: { base: "dispatcher" } },
  steps: [
    { op: "peer.pipe", peer: "pipe", direction: "to-program" },
    { op: "file.open", as: "inward", peer: "pipe", mode: "read" },
    { op: "peer.terminal", peer: "screen" },
    { op: "file.open", as: "terminal", peer: "screen", mode: "read" },
    { op: "peer.listen", peer: "server", family: "unix" },
    { op: "new", channel: "client" },
    { op: "create_socket", channel: "client", family: "unix", type: "stream" },
    { op: "connect", channel: "client", to: "server" },
    { op: "peer.accept", peer: "server", as: "wire" },
  ],
};

/** A pass over the global map, which would wait for a channel if any were in it. */
const EMPTY: Program = { world: "loopback", channels: {}, steps: [{ op: "loop", timeout: 60, count: 1 }] };

const EMPTY_PLAYED = { outcome: "played", trace: [{ kind: "action", op: "loop", depth: 0 }] };

const SCRIPTED: Program = { world: "scripted", channels: {}, steps: [{ op: "close_all" }], script: {} };

beforeAll(async () => {
  const session = new Session(containerAdapter(ORACLE, { node: process.execPath }), posixHost, DEFAULT_RUN_LIMITS);
  await session.identity(); // Builds the image that the others are made of.
  await session.close();
}, BUILD_MS);

describe("a container", () => {
  it("shares loopback, paths and terminals with the suite", async () => {
    const { outcome } = await conversation(ORACLE).play(SHARES);

    expect(outcome).toMatchObject({ outcome: "played" });
    expect(JSON.stringify(outcome)).not.toContain("raised");
    expect(JSON.stringify(outcome)).toContain('"saw":"connection"');
  });

  it("has no rights, and a root that cannot be written", async () => {
    await conversation(ORACLE).identity();
    const [id = ""] = containers();
    const tell = "id -u; grep CapEff /proc/self/status; touch /adapter/x 2>&1 | grep -o 'Read-only file system'";

    const told = docker("exec", id, "sh", "-c", tell).split("\n");

    expect(told).toEqual([expect.not.stringMatching(/^0$/), "CapEff:\t0000000000000000", "Read-only file system"]);
  });

  it("outlives a play that hangs, and ends it", async () => {
    const session = conversation(ORACLE, { playMs: 700 });
    await session.identity();
    const before = containers();

    const hung = await session.play(WAITS);
    const next = await session.play(SHARES);

    expect([hung.outcome.outcome, next.outcome.outcome]).toEqual(["timed-out", "played"]);
    expect(containers()).toEqual(before);
    await expect.poll(() => processesIn(before[0] ?? ""), { timeout: 5000 }).toBe(3); // Who listens, a player and its keeper.
  });

  it("that is killed in the middle of a play costs that play, and another one is started", async () => {
    const session = conversation(ORACLE);
    await session.identity();
    const [id = ""] = containers();

    const playing = session.play(WAITS);
    docker("kill", id);

    expect((await playing).outcome.outcome).toBe("crashed");
    expect((await session.play(SHARES)).outcome.outcome).toBe("played");
    expect(containers()).toHaveLength(1);
  });

  it("on a network of its own plays the scripted world and refuses the loopback world", async () => {
    const session = conversation(ORACLE, {}, { loopback: false });

    expect((await session.play(SCRIPTED)).outcome.outcome).toBe("played");
    expect(await complaint(session.play(SHARES))).toEqual([
      "oracle-unusable",
      "The loopback world cannot be played in a container of asyncore-conformance-oracle:3.11: it does not share a loopback with the suite.",
      "Run the suite itself in a container, beside it: docker/suite.Dockerfile.",
    ]);
  });

  it("is gone once the conversation is closed, and its folder with it", async () => {
    const session = conversation(ORACLE);
    await session.identity();
    const [id = ""] = containers();
    const [folder = ""] = docker("inspect", "--format", "{{index .HostConfig.Binds 0}}", id).split(":");

    await session.close();

    expect([containers(), existsSync(folder)]).toEqual([[], false]);
  });
});

describe("several sessions in one container", () => {
  it("play at the same time, each in processes of its own, and know nothing of each other", async () => {
    const sessions = conversations(ORACLE, 3);
    const [busy, ...others] = sessions as [Session, Session, Session];
    await Promise.all(sessions.map((session) => session.identity()));
    const [id = "", ...more] = containers();

    let isBusy = true;
    const waiting = busy.play(WAITS).finally(() => {
      isBusy = false;
    });
    const played = await Promise.all(others.map((session) => session.play(EMPTY)));

    expect([isBusy, more, processesIn(id)]).toEqual([true, [], 1 + 2 * 3]);
    expect(played.map(({ outcome }) => outcome)).toEqual([EMPTY_PLAYED, EMPTY_PLAYED]);
    await busy.close();
    expect((await waiting).outcome.outcome).toBe("crashed");
    expect((await others[0].play(EMPTY)).outcome).toEqual(EMPTY_PLAYED);
    expect(containers()).toEqual([id]);
  });

  it("get another one, and only one, when it is killed, and the last to leave removes it", async () => {
    const sessions = conversations(ORACLE, 3);
    await Promise.all(sessions.map((session) => session.identity()));
    const [id = ""] = containers();
    docker("kill", id);

    const broken = await Promise.all(sessions.map((session) => session.play(EMPTY)));
    const played = await Promise.all(sessions.map((session) => session.play(EMPTY)));

    expect(broken.map(({ outcome }) => outcome.outcome)).toEqual(["crashed", "crashed", "crashed"]);
    expect(played.map(({ outcome }) => outcome)).toEqual([EMPTY_PLAYED, EMPTY_PLAYED, EMPTY_PLAYED]);
    expect([containers().length, containers().includes(id)]).toEqual([1, false]);
    await Promise.all(sessions.map((session) => session.close()));
    expect(containers()).toEqual([]);
  });
});

describe("an image that cannot be used", () => {
  it.each([
    ["oracle", "oracle-unusable"],
    ["adapter", "adapter-unusable"],
  ] as const)("because there is none is told of as the %s's fault", async (role, code) => {
    const image = namedImage("asyncore-conformance-none.invalid/none:1", role);

    const [said, sentence] = await complaint(conversation(image).identity());

    expect(said).toBe(code);
    expect(sentence).toMatch(/^There is no image asyncore-conformance-none\.invalid\/none:1 here, and it could not be/);
  });

  it.each([
    ["ends at once", "print('no adapter')", /it ended before it said where it listens\. Its last words: no adapter$/],
    ["says nothing", "import time; time.sleep(60)", /it did not say within \d+ ms where it listens \(--start-limit/],
    [
      "hangs",
      "import socket, time; s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(1); " +
        "print('listening on %s:%d' % s.getsockname()); time.sleep(60)",
      /it did not answer "initialize" within \d+ ms/,
    ],
  ])("because its adapter %s is told of, and nothing is left", async (_, script, sentence) => {
    const session = conversation(imageWith("asyncore-conformance-test:broken", script), { startMs: 2500 });

    const [code, said] = await complaint(session.identity());
    await session.close();

    expect([code, said]).toEqual(["adapter-unusable", expect.stringMatching(sentence)]);
    expect(containers()).toEqual([]);
  });
});
