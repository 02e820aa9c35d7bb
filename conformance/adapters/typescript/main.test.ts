// The program itself, with a small module that is shaped like an asyncore and misbehaves: prints, swallows, is incomplete.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { packagePath } from "../../package-path.ts";

const folder = mkdtempSync(join(tmpdir(), "player-"));
afterAll(() => rmSync(folder, { recursive: true }));

const FAKE = `
process.stdout.write("loaded\\n");
export const implementation = { name: "fake", version: "1" };
export class ExitNow extends Error {}
export class SocketMap extends Map {}
export const socketMap = new SocketMap();
export class Socket {
  static pair() {}
  constructor(family, type) { if (family + type !== "inetstream") throw new Error("not here"); }
  fileno() { return 9; }
  getsockname() { return ["127.0.0.1", 9]; }
}
export class Dispatcher {
  constructor() { socketMap.set(1, this); }
  readable() { return true; }
  toString() { console.log("printed"); process.stdout.write("unfinished"); return "fake"; }
}
export function loop() {
  for (const channel of socketMap.values()) for (let i = 0; i < 5; i++) try { channel.readable(); } catch {}
}
export function poll() {}
export function closeAll() {}
export function compactTraceback() {}
const give = (made, names) => { for (const name of names.split(" ")) made.prototype[name] ??= () => {}; };
give(Socket, "setBlocking isBlocking bind listen connect accept send recv getpeername close");
give(Dispatcher, "createSocket setSocket setReuseAddr bind listen connect accept send recv close addChannel delChannel");
give(Dispatcher, "log logInfo writable handleConnect handleAccept handleAccepted handleRead handleWrite handleExpt");
give(Dispatcher, "handleClose handleError handleReadEvent handleWriteEvent handleExptEvent handleConnectEvent");
`;

function moduleNamed(name: string, source: string): string {
  const path = join(folder, name);
  writeFileSync(path, source);
  return path;
}

function run(args: readonly string[], messages: readonly unknown[] = []) {
  const input = messages.map((message) => `${JSON.stringify(message)}\n`).join("");
  const player = packagePath("conformance/adapters/typescript/main.ts");
  const { stdout, stderr, status } = spawnSync(process.execPath, [player, ...args], { input, encoding: "utf8" });
  const answers = stdout.split("\n").filter((line) => line !== "");
  return { answers: answers.map((line): unknown => JSON.parse(line)), stderr, status };
}

const play = (program: object) => ({
  id: 2,
  method: "play",
  params: { program: { world: "loopback", ...program }, address: "127.0.0.1", directory: folder },
});

describe("the player", () => {
  const fake = moduleNamed("fake.mjs", FAKE);

  it("keeps what a module prints out of the protocol, and says what the module can do", () => {
    const { answers, stderr, status } = run([fake], [{ id: 1, method: "initialize" }]);
    expect(answers).toMatchObject([
      {
        id: 1,
        result: {
          protocolVersion: 1,
          implementation: { name: "fake", version: "1", language: "JavaScript" },
          capabilities: { bases: ["dispatcher"], pollers: ["select"], families: ["inet"], collects: false },
        },
      },
    ]);
    expect(stderr).toBe("loaded\n");
    expect(status).toBe(0);
  });

  it("observes what is printed during a play", () => {
    const steps = [
      { op: "new", channel: "one" },
      { op: "describe", channel: "one", as: "str" },
    ];
    const { answers } = run([fake], [play({ channels: { one: { base: "dispatcher" } }, steps })]);
    const written = { kind: "written", depth: 1, stream: "stdout", text: "printed" };
    expect(answers).toMatchObject([{ result: { trace: expect.arrayContaining([written]) } }]);
  });

  it("refuses what needs a base or a family the module does not export, and names it", () => {
    const chat = { channels: { one: { base: "async_chat" } }, steps: [] };
    const pipe = { channels: {}, steps: [{ op: "peer.pipe", peer: "far", direction: "to-program" }] };
    const { answers } = run([fake], [chat, pipe].map(play));
    expect(answers).toMatchObject(
      ["bases: async_chat", "families: pipe"].map((unsupported) => ({
        error: { code: -32000, data: { unsupported } },
      })),
    );
  });

  it("ends the play of an implementation that swallows the exception it is left by", () => {
    const { answers } = run(
      [fake],
      [
        play({
          channels: { one: { base: "dispatcher" } },
          limits: { observations: 4 },
          steps: [{ op: "new", channel: "one" }, { op: "loop" }, { op: "loop" }],
        }),
      ],
    );
    const [{ result }] = answers as [{ result: { trace: { kind: string }[] } }];
    expect(result.trace.map(({ kind }) => kind)).toEqual(["action", "state", "action", "event", "exhausted"]);
  });

  it("plays loops at top level with loopAsync, and loops in reactions with loop, when asked for the async loop", () => {
    const both = moduleNamed(
      "both.mjs",
      `${FAKE}\nexport async function loopAsync() { console.log("async"); loop(); }`,
    );
    const on = { readable: [{ do: [{ op: "loop" }] }, true] };
    const program = {
      channels: { one: { base: "dispatcher", on } },
      steps: [{ op: "new", channel: "one" }, { op: "loop" }],
    };
    const { answers } = run([both, "--variant", "async"], [play(program)]);
    const [{ result }] = answers as [{ result: { trace: { kind: string; depth: number }[] } }];
    expect(result.trace.filter(({ kind }) => kind === "written")).toMatchObject([{ text: "async", depth: 1 }]);
    expect(result.trace.filter(({ kind }) => kind === "action").map(({ depth }) => depth)).toEqual([0, 0, 2]);
  });

  it("answers shutdown and ends with 0, whatever follows", () => {
    const { answers, status } = run(
      [fake],
      [
        { id: 1, method: "shutdown" },
        { id: 2, method: "initialize" },
      ],
    );
    expect(answers).toEqual([{ jsonrpc: "2.0", id: 1, result: null }]);
    expect(status).toBe(0);
  });

  it.each([
    ["nothing", [], 2, /^Usage: /],
    ["an unknown variant", ["x", "--variant", "fast"], 2, /^Usage: /],
    ["a module that is not there", [join(folder, "absent.mjs")], 1, /Cannot find module/],
    [
      "a module of another shape",
      [moduleNamed("other.mjs", "export const loop = 1;")],
      1,
      /does not export Dispatcher/,
    ],
    [
      "a module with half a Dispatcher",
      [moduleNamed("half.mjs", FAKE.replace("addChannel delChannel", ""))],
      1,
      /^The module \S+half\.mjs has no Dispatcher\.addChannel, Dispatcher\.delChannel\.\n$/,
    ],
    [
      "a module without sockets",
      [moduleNamed("stub.mjs", FAKE.replace("return 9", "return -1"))],
      1,
      /^The module \S+stub\.mjs makes no sockets to play on: new Socket\("inet", "stream"\): its fileno is -1\.\n$/,
    ],
    ["a variant the module lacks", [fake, "--variant", "async"], 1, /has no loopAsync/],
  ])("says in a sentence what is wrong when it is given %s", (_what, args, code, sentence) => {
    const { answers, stderr, status } = run(args);
    expect(answers).toEqual([]);
    expect(stderr.replace(/^loaded\n/, "")).toMatch(sentence);
    expect(status).toBe(code);
  });
});
