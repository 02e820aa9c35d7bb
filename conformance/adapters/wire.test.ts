import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { InitializeResult, PeerParams, PeerResult } from "../../spec/adapter.ts";
import type { Program } from "../../spec/program.ts";
import { identityWith } from "../testing/fake-adapter.ts";
import { playOver, shakeHands, Wire } from "./wire.ts";

const PLAY = {
  program: { world: "loopback", channels: {}, steps: [] } satisfies Program,
  address: "127.0.0.1",
  directory: "/d",
};

let sent: Record<string, unknown>[];
let wire: Wire;

beforeEach(() => {
  sent = [];
  wire = new Wire((line) => {
    expect(line).toMatch(/^[^\n]*\n$/);
    sent.push(JSON.parse(line));
  });
});

/** The adapter writes a message. */
function says(message: object): void {
  wire.receive(JSON.stringify({ jsonrpc: "2.0", ...message }));
}

const noPeers = (): PeerResult => ({});

function play(peers: (params: PeerParams) => PeerResult = noPeers, limitMs = 1000) {
  return playOver(wire, PLAY, peers, limitMs);
}

describe("a request", () => {
  it("is one line of JSON-RPC, and every request has a number of its own", async () => {
    const first = wire.request("play", { a: 1 }, 1000);
    says({ id: 1, result: 1 });
    await first;
    void wire.request("shutdown", undefined, 1000);
    wire.close("");

    expect(sent).toEqual([
      { jsonrpc: "2.0", id: 1, method: "play", params: { a: 1 } },
      { jsonrpc: "2.0", id: 2, method: "shutdown" },
    ]);
  });

  it("ends with the result that comes", async () => {
    const answer = wire.request("play", {}, 1000);
    says({ id: 1, result: { trace: [] } });

    expect(await answer).toEqual({ answer: "result", result: { trace: [] } });
  });

  it("ends with the error that comes, and the capability it names", async () => {
    const first = wire.request("play", {}, 1000);
    says({ id: 1, error: { code: -32000, message: "no", data: { unsupported: "nesting" } } });
    const second = wire.request("play", {}, 1000);
    says({ id: null, error: { code: -32700, message: "what" } });

    expect(await first).toEqual({ answer: "error", code: -32000, message: "no", unsupported: "nesting" });
    expect(await second).toEqual({ answer: "error", code: -32700, message: "what" });
  });

  it("ends when the transport does, and so does every later one", async () => {
    const answer = wire.request("play", {}, 1000);
    wire.close("it ended with exit code 1");

    expect(await answer).toEqual({ answer: "closed", reason: "it ended with exit code 1" });
    expect(await wire.request("play", {}, 1000)).toEqual({ answer: "closed", reason: "it ended with exit code 1" });
  });

  it("takes no notice of empty lines", async () => {
    const answer = wire.request("play", {}, 1000);
    wire.receive("");
    wire.receive("  \t");
    says({ id: 1, result: 1 });

    expect(await answer).toEqual({ answer: "result", result: 1 });
  });
});

describe("time", () => {
  afterEach(() => vi.useRealTimers());

  it("is limited", async () => {
    vi.useFakeTimers();
    const answer = wire.request("play", {}, 50);

    await vi.advanceTimersByTimeAsync(60);

    expect(await answer).toEqual({ answer: "late", limitMs: 50 });
  });

  it("is not over before the limit", async () => {
    vi.useFakeTimers();
    let isSettled = false;
    const answer = wire.request("play", {}, 50).finally(() => {
      isSettled = true;
    });

    await vi.advanceTimersByTimeAsync(49);
    const before = isSettled;
    says({ id: 1, result: 1 });

    expect(before).toBe(false);
    expect((await answer).answer).toBe("result");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is not over for an answer that has arrived, when we were only too busy to read it", async () => {
    const answer = wire.request("play", {}, 1);
    setImmediate(() => says({ id: 1, result: "in time" })); // What was in the pipe is read right after the timers.
    const busyUntil = performance.now() + 20;
    while (performance.now() < busyUntil);

    expect(await answer).toEqual({ answer: "result", result: "in time" });
  });

  it("that was over for one request does not end the next", async () => {
    const first = wire.request("play", {}, 1);
    setImmediate(() => says({ id: 1, result: "in time" }));
    const busyUntil = performance.now() + 20;
    while (performance.now() < busyUntil);
    await first;
    const second = wire.request("play", {}, 1000);
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
    says({ id: 2, result: "undisturbed" });

    expect(await second).toEqual({ answer: "result", result: "undisturbed" });
  });

  it("of one request does not end the next", async () => {
    vi.useFakeTimers();
    const first = wire.request("play", {}, 50);
    await vi.advanceTimersByTimeAsync(40);
    says({ id: 1, result: 1 });
    await first;
    const second = wire.request("play", {}, 50);
    await vi.advanceTimersByTimeAsync(20);
    says({ id: 2, result: 2 });

    expect(await second).toEqual({ answer: "result", result: 2 });
  });
});

describe("what cannot be read", () => {
  it.each<[string, string, string]>([
    ["is no JSON", "hello {", 'it wrote a line that is not JSON: "hello {"'],
    ["is no message", "[1]", 'it wrote a message that is none of ours (the top must be an object): "[1]"'],
    [
      "asks for something unknown",
      '{"jsonrpc":"2.0","id":1,"method":"dance"}',
      'it wrote a message that is none of ours (method must be peer, not "dance"): "{\\"jsonrpc\\":\\"2.0\\",\\"id\\":1,\\"method\\":\\"dance\\"}"',
    ],
    [
      "answers another request",
      '{"jsonrpc":"2.0","id":7,"result":null}',
      'it answered request "7" while request 1 was waiting',
    ],
    [
      "answers no request",
      '{"jsonrpc":"2.0","id":null,"result":null}',
      'it answered request "null" while request 1 was waiting',
    ],
  ])("because it %s spoils the request that waits", async (_why, line, reason) => {
    const answer = wire.request("play", {}, 1000);
    wire.receive(line);

    expect(await answer).toEqual({ answer: "garbled", reason });
  });

  it("is shown, its first characters only, as JSON shows them", async () => {
    const answer = wire.request("play", {}, 1000);
    wire.receive(`\u001b[2J${"x".repeat(500)}`);

    expect(await answer).toEqual({
      answer: "garbled",
      reason: `it wrote a line that is not JSON: "\\u001b[2J${"x".repeat(116)}…"`,
    });
  });

  it.each([
    ["hello", 'it wrote a line that is not JSON: "hello"'],
    [
      '{"jsonrpc":"2.0","id":1,"result":1}',
      'it wrote an answer nobody waited for: "{\\"jsonrpc\\":\\"2.0\\",\\"id\\":1,\\"result\\":1}"',
    ],
    ['{"jsonrpc":"2.0","id":1,"method":"peer"}', "it asked for a peer while nothing was being played"],
  ])("spoils the next request when none waits: %s", async (line, reason) => {
    wire.receive(line);

    expect(await wire.request("play", {}, 1000)).toEqual({ answer: "garbled", reason });
    expect(sent).toEqual([]);
  });

  it("is not outdone by what follows: the first reason stays", async () => {
    wire.receive("first");
    wire.receive("second");
    wire.close("it ended");

    expect(await wire.request("play", {}, 1000)).toMatchObject({ reason: expect.stringContaining("first") });
  });

  it("includes a second answer to the same request", async () => {
    const answer = wire.request("play", {}, 1000);
    says({ id: 1, result: 1 });
    says({ id: 1, result: 2 });

    expect(await answer).toEqual({ answer: "result", result: 1 });
    expect(await wire.request("play", {}, 1000)).toMatchObject({ answer: "garbled" });
  });
});

describe("peer requests", () => {
  const LISTEN = { op: "peer.listen", peer: "server" } as const;

  it("are answered while a play waits, under their own numbers", async () => {
    const asked: PeerParams[] = [];
    const outcome = play((params) => {
      asked.push(params);
      return { saw: { saw: "done" }, local: ["127.0.0.1", 80] };
    });
    says({ id: 1, method: "peer", params: { action: LISTEN, sent: 3 } });
    says({ id: 1, result: { trace: [] } });

    expect(await outcome).toEqual({ outcome: "played", trace: [] });
    expect(asked).toEqual([{ action: LISTEN, sent: 3 }]);
    expect(sent.slice(1)).toEqual([
      { jsonrpc: "2.0", id: 1, result: { saw: { saw: "done" }, local: ["127.0.0.1", 80] } },
    ]);
  });

  it("that make no sense are told so, and the play goes on", async () => {
    const outcome = play(() => {
      throw new Error("this suite's peers cannot do peer.terminal yet");
    });
    says({ id: 5, method: "peer", params: { action: { op: "peer.terminal", peer: "t" } } });
    says({ id: 1, result: { trace: [] } });

    expect((await outcome).outcome).toBe("played");
    expect(sent.slice(1)).toEqual([
      { jsonrpc: "2.0", id: 5, error: { code: -32602, message: "this suite's peers cannot do peer.terminal yet" } },
    ]);
  });

  it("that are malformed garble the play", async () => {
    const without = play();
    says({ id: 1, method: "peer" });
    const unknown = play();
    says({ id: 2, method: "peer", params: { action: { op: "peer.recv" } } });

    expect(await without).toEqual({
      outcome: "garbled",
      reason: "its peer request is malformed: the top must be an object",
    });
    expect(await unknown).toMatchObject({
      outcome: "garbled",
      reason: expect.stringContaining(
        'it wrote a message that is none of ours (params.action lacks the member "peer")',
      ),
    });
  });

  it("have nobody to answer them once the play is over", async () => {
    const outcome = play();
    says({ id: 1, result: { trace: [] } });
    await outcome;
    says({ id: 2, method: "peer", params: { action: LISTEN } });

    expect(sent).toHaveLength(1);
    expect(await play()).toEqual({
      outcome: "garbled",
      reason: "it asked for a peer while nothing was being played",
    });
  });

  it("have nobody to answer them while something else is asked", async () => {
    const answer = wire.request("initialize", {}, 1000);
    says({ id: 1, method: "peer", params: { action: LISTEN } });

    expect(await answer).toEqual({ answer: "garbled", reason: "it asked for a peer while nothing was being played" });
  });
});

describe("a play", () => {
  it.each<[object, object]>([
    [{ result: { trace: [] } }, { outcome: "played", trace: [] }],
    [
      { result: { trace: [{ kind: "wirtten" }] } },
      { outcome: "garbled", reason: 'its trace is malformed: trace[0] has an unknown kind "wirtten"' },
    ],
    [{ result: null }, { outcome: "garbled", reason: "its trace is malformed: the top must be an object" }],
    [{}, { outcome: "garbled", reason: "its trace is malformed: the top must be an object" }],
    [{ error: { code: -32603, message: "oops" } }, { outcome: "refused", reason: "error -32603: oops" }],
    [
      { error: { code: -32000, message: "no", data: { unsupported: "nesting" } } },
      { outcome: "refused", reason: "error -32000: no", missing: "nesting" },
    ],
  ])("that is answered with %j ends accordingly", async (answer, outcome) => {
    const playing = play();
    says({ id: 1, ...answer });

    expect(await playing).toEqual(outcome);
  });

  it("that is not answered is timed out", async () => {
    expect(await play(noPeers, 1)).toEqual({ outcome: "timed-out", limitMs: 1 });
  });

  it("during which the adapter ends is crashed", async () => {
    const playing = play();
    wire.close("it ended by signal SIGSEGV");

    expect(await playing).toEqual({ outcome: "crashed", reason: "it ended by signal SIGSEGV" });
  });
});

describe("shaking hands", () => {
  it("says who is asking, and gives who answers", async () => {
    const shaking = shakeHands(wire, "9.9.9", 1000);
    says({ id: 1, result: identityWith() });

    expect(await shaking).toEqual(identityWith());
    expect(sent).toEqual([
      {
        jsonrpc: "2.0",
        id: 1,
        method: "initialize",
        params: { protocolVersion: 1, suite: { name: "asyncore-conformance", version: "9.9.9" } },
      },
    ]);
  });

  it.each<[object, Awaited<ReturnType<typeof shakeHands>>]>([
    [
      { result: { ...identityWith(), protocolVersion: 2 } },
      { unusable: "it speaks protocol version 2, this suite speaks 1", mismatch: true },
    ],
    [{ result: null }, { unusable: "it speaks protocol version undefined, this suite speaks 1", mismatch: true }],
    [
      { result: { ...identityWith(), capabilities: undefined } },
      { unusable: 'its answer to "initialize" is malformed: the top lacks the member "capabilities"' },
    ],
    [
      { error: { code: -32601, message: "there is no method initialize" } },
      { unusable: 'it answered "initialize" with error -32601: there is no method initialize' },
    ],
  ])("fails with %j", async (answer, unusable) => {
    const shaking = shakeHands(wire, "9.9.9", 1000);
    says({ id: 1, ...answer });

    expect(await shaking).toEqual(unusable);
  });

  it("fails with garbage, with an end, and without an answer", async () => {
    const garbled = shakeHands(wire, "9.9.9", 1000);
    wire.receive("Python 3.11");
    const late = new Wire(() => {});
    const ended = new Wire(() => {});
    const ending = shakeHands(ended, "9.9.9", 1000);
    ended.close("it ended with exit code 0");

    expect(await garbled).toEqual({ unusable: 'it wrote a line that is not JSON: "Python 3.11"' });
    expect(await ending).toEqual({ unusable: "it ended with exit code 0" });
    expect(await shakeHands(late, "9.9.9", 1)).toEqual({
      unusable: 'it did not answer "initialize" within 1 ms (--start-limit sets this)',
    });
  });

  it("fails without telling more than the identity: an answer with more is malformed", async () => {
    const shaking = shakeHands(wire, "9.9.9", 1000);
    says({ id: 1, result: { ...identityWith(), secret: 1 } as InitializeResult });

    expect(await shaking).toEqual({
      unusable: 'its answer to "initialize" is malformed: the top has a member "secret" that is not known here',
    });
  });
});
