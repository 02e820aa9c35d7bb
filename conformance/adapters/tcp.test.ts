// Whether an adapter can be reached over TCP, what becomes of one that hangs, and what is said when it cannot be reached.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { posixHost } from "../../reference/posix/index.ts";
import type { Program } from "../../spec/program.ts";
import { Places } from "../play/places.ts";
import { DEFAULT_RUN_LIMITS, Session } from "../play/session.ts";
import { SuiteError } from "../suite-error.ts";
import { onEachPython } from "../testing/each-python.ts";
import { PYTHON_ADAPTER } from "./python.ts";
import { parseTcpPlace, type TcpPlace, tcpAdapter } from "./tcp.ts";

/** The Python adapter, listening until the test ends, and where. */
async function listening(python: string): Promise<{ child: ChildProcess; place: TcpPlace }> {
  const child = spawn(python, [PYTHON_ADAPTER, "--listen", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill());
  const [line] = await once(child.stdout, "data");
  return { child, place: parseTcpPlace(String(line).trim().replace("listening on ", "")) };
}

/** A server that does `answer` with every connection, until the test ends. */
async function serving(answer: (socket: Socket) => void): Promise<TcpPlace> {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    answer(socket);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { host: "127.0.0.1", port: (server.address() as AddressInfo).port };
}

function conversation(place: TcpPlace, limits: Partial<typeof DEFAULT_RUN_LIMITS> = {}, turn = 0): Session {
  const session = new Session(tcpAdapter(place), posixHost, { ...DEFAULT_RUN_LIMITS, ...limits }, new Places(turn));
  onTestFinished(() => session.close());
  return session;
}

async function complaint(work: Promise<unknown>): Promise<readonly string[]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof SuiteError) return [error.code, error.message];
    throw error;
  }
  return ["nothing was wrong"];
}

const GREETING: Program = {
  world: "loopback",
  channels: { client: { base: "dispatcher" } },
  steps: [
    { op: "peer.listen", peer: "server" },
    { op: "new", channel: "client" },
    { op: "create_socket", channel: "client", family: "inet", type: "stream" },
    { op: "connect", channel: "client", to: "server" },
    { op: "loop", timeout: 0, count: 1 },
    { op: "peer.accept", peer: "server", as: "wire" },
    { op: "send", channel: "client", data: "hello" },
    { op: "peer.recv", peer: "wire", from: "client" },
  ],
};

/** A program that does not end before its limit. */
const FOR_EVER: Program = {
  world: "loopback",
  channels: { idle: { base: "dispatcher", on: { writable: [false] } } },
  steps: [
    { op: "socket.pair", as: ["near", "far"] },
    { op: "new", channel: "idle", socket: "near" },
    { op: "loop", timeout: 60, count: 1 },
  ],
};

/** The processes that are below `pid` and not yet ended, as the kernel tells. */
function below(pid: number): number[] {
  const children = attempted(() => readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")).split(" ");
  const alive = children.filter(
    (one) => one !== "" && !/\) Z/.test(attempted(() => readFileSync(`/proc/${one}/stat`, "utf8"))),
  );
  return alive.flatMap((one) => [Number(one), ...below(Number(one))]);
}

/** Whether `pid` sleeps in a pass of the loop, as opposed to waiting for what it is to play. */
function waits(pid: number): boolean {
  return /^(?:do_sys_|ep_)?poll/.test(attempted(() => readFileSync(`/proc/${pid}/wchan`, "utf8")));
}

function attempted(read: () => string): string {
  try {
    return read();
  } catch {
    return ""; // It has ended meanwhile.
  }
}

onEachPython("the adapter over TCP", (python) => {
  it("plays with peers, and in several conversations at once", async () => {
    const { place } = await listening(python);
    const sessions = [0, 1, 2].map((turn) => conversation(place, {}, turn));

    const played = await Promise.all(sessions.map((session) => session.play(GREETING)));

    expect(played.map(({ outcome }) => outcome)).toMatchObject(
      Array(3).fill({
        outcome: "played",
        trace: expect.arrayContaining([
          expect.objectContaining({ op: "peer.recv", returned: { saw: "data", data: "hello" } }),
        ]),
      }),
    );
  });

  it("ends a play that hangs together with its process, and goes on in another", async () => {
    const { child, place } = await listening(python);
    const session = conversation(place, { playMs: 700 });

    const hung = await session.play(FOR_EVER);
    const next = await session.play(GREETING);

    expect([hung.outcome.outcome, next.outcome.outcome]).toEqual(["timed-out", "played"]);
    await expect.poll(() => below(child.pid ?? 0).length, { timeout: 5000 }).toBe(2); // A player and its keeper.
  });

  it("leaves nobody behind when the suite hangs up in the middle of a play", async () => {
    const { child, place } = await listening(python);
    const session = conversation(place);
    await session.identity();
    const [player = 0] = below(child.pid ?? 0);

    const played = session.play(FOR_EVER);
    await expect.poll(() => waits(player), { timeout: 5000 }).toBe(true);
    session.kill();

    expect((await played).outcome.outcome).toBe("crashed");
    await expect.poll(() => below(child.pid ?? 0), { timeout: 5000 }).toEqual([]);
  });
});

describe("an adapter over TCP", () => {
  it("is missing where nobody listens", async () => {
    expect(await complaint(conversation({ host: "127.0.0.1", port: 1 }).identity())).toEqual([
      "adapter-missing",
      "The adapter at 127.0.0.1:1 cannot be used: it could not be reached (ECONNREFUSED).",
    ]);
  });

  it.each([
    [
      "hangs",
      () => {},
      /^The adapter at \S+ cannot be used: it did not answer "initialize" within \d+ ms \(--start-limit/,
    ],
    ["hangs up", (socket: Socket) => socket.end(), /cannot be used: it closed the connection\.$/],
    [
      "hangs up in the middle",
      (socket: Socket) => socket.end("{"),
      /it closed the connection, in the middle of a line: "\{"\.$/,
    ],
    [
      "raves",
      (socket: Socket) => socket.write("hello\n"),
      /cannot be used: it wrote a line that is not JSON: "hello"\.$/,
    ],
  ] as const)("is unusable when it %s", async (_, answer, sentence) => {
    const place = await serving(answer as (socket: Socket) => void);

    const [code, said] = await complaint(conversation(place, { startMs: 500 }).identity());

    expect(code).toBe("adapter-unusable");
    expect(said).toMatch(sentence);
  });

  it("is named by its host and port, of which IPv6 ones stand in brackets", () => {
    expect(["127.0.0.1:7000", "localhost:1", "[::1]:65535"].map(parseTcpPlace)).toEqual([
      { host: "127.0.0.1", port: 7000 },
      { host: "localhost", port: 1 },
      { host: "::1", port: 65_535 },
    ]);
  });

  it.each(["7000", "127.0.0.1", "host:0", "host:65536", "::1:7000", ""])("is not named by %j", async (text) => {
    const parsed = Promise.resolve().then(() => parseTcpPlace(text));

    expect((await complaint(parsed))[0]).toBe("usage");
  });
});
