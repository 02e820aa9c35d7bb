// Messages over real descriptors: what is answered, and that nothing which arrives is fatal.

import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { BlockingLines } from "./lines.ts";
import { type Method, Refusal, Wire } from "./wire.ts";

const folder = mkdtempSync(join(tmpdir(), "wire-"));
afterAll(() => rmSync(folder, { recursive: true }));

class Ended extends Error {}

/** A conversation in which the other side says `input` and nothing more. */
function conversation(input: string) {
  writeFileSync(join(folder, "in"), input);
  const lines = new BlockingLines(openSync(join(folder, "in"), "r"), openSync(join(folder, "out"), "w"));
  const wire = new Wire(lines, () => {
    throw new Ended();
  });
  const said = () =>
    readFileSync(join(folder, "out"), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line): unknown => JSON.parse(line));
  return { wire, said };
}

/** Serves until the input ends. */
async function answersTo(input: string, methods: Record<string, Method> = {}): Promise<unknown[]> {
  const { wire, said } = conversation(input);
  await expect(async () => {
    for (;;) await wire.serve(methods);
  }).rejects.toThrow(Ended);
  return said();
}

const request = (id: unknown, method: string, params?: unknown) =>
  `${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`;

describe("Wire", () => {
  it("answers a request with what its method gives", async () => {
    const answers = await answersTo(request(7, "double", 21), { double: (params) => Number(params) * 2 });
    expect(answers).toEqual([{ jsonrpc: "2.0", id: 7, result: 42 }]);
  });

  it.each([
    ["a line that is not JSON", "garbage\n", null, -32700],
    ["half a message", '{"jsonrpc":"2.0",\n', null, -32700],
    ["a list", "[1]\n", null, -32600],
    ["a message without a method", '{"id":3}\n', 3, -32600],
    ["an unknown method", request(4, "nope"), 4, -32601],
    ["a method every object has", request(5, "toString"), 5, -32601],
  ])("answers %s with an error, and goes on", async (_what, line, id, code) => {
    const answers = await answersTo(line + request(9, "ping"), { ping: () => "pong" });
    expect(answers).toMatchObject([
      { id, error: { code } },
      { id: 9, result: "pong" },
    ]);
  });

  it("passes over empty lines and what follows the last line end", async () => {
    expect(await answersTo(`\n\r\n${request(1, "ping")}{"id":2`, { ping: () => 1 })).toHaveLength(1);
  });

  it("sends a refusal as it is, and says that another error is the player's own", async () => {
    const answers = await answersTo(request(1, "refuse") + request(2, "fail"), {
      refuse: () => {
        throw new Refusal(-32000, "cannot", "poll");
      },
      fail: () => {
        throw new Error("oops");
      },
    });
    expect(answers).toMatchObject([
      { id: 1, error: { code: -32000, message: "cannot", data: { unsupported: "poll" } } },
      { id: 2, error: { code: -32603 } },
    ]);
  });

  it("waits for the answer of a peer request, and serves what came between afterwards", async () => {
    const { wire, said } = conversation(
      `${request(5, "ping")}{"id":99,"result":{"holds":false}}\n{"id":1,"result":{"holds":true}}\n`,
    );
    const answer = wire.askPeer({ action: { op: "peer.saw", peer: "wire", saw: "data" } });
    await wire.serve({ ping: () => "pong" });
    expect(answer).toEqual({ holds: true });
    expect(said()).toMatchObject([
      { id: 1, method: "peer", params: { action: { peer: "wire" } } },
      { id: 5, result: "pong" },
    ]);
  });

  it("throws when the suite refuses a peer action", () => {
    const { wire } = conversation('{"id":1,"error":{"code":-32602,"message":"no such peer"}}\n');
    expect(() => wire.askPeer({ action: { op: "peer.close", peer: "x" } })).toThrow("no such peer");
  });
});

describe("BlockingLines", () => {
  it("puts lines together however long they are and wherever they were cut", () => {
    const long = "ä€".repeat(60_000);
    writeFileSync(join(folder, "long"), `${long}\nshort\n`);
    const lines = new BlockingLines(openSync(join(folder, "long"), "r"), openSync(join(folder, "out"), "w"));
    expect([lines.next(), lines.next(), lines.next()]).toEqual([long, "short", null]);
  });
});
