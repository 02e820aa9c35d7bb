// Whether a request ends as it should: with its own answer, in time, and never with what cannot be read.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Program } from "../../spec/program.ts";
import { WireBench } from "../testing/wire-bench.ts";

let bench: WireBench;

beforeEach(() => {
  bench = new WireBench();
});
afterEach(() => vi.useRealTimers());

describe("a request", () => {
  it("is one line of JSON-RPC, and every request has a number of its own", async () => {
    const first = bench.wire.request("play", { a: 1 }, 1000);
    bench.says({ id: 1, result: 1 });
    await first;
    void bench.wire.request("shutdown", undefined, 1000);
    bench.wire.close("");

    expect(bench.lines).toEqual([
      '{"jsonrpc":"2.0","id":1,"method":"play","params":{"a":1}}\n',
      '{"jsonrpc":"2.0","id":2,"method":"shutdown"}\n',
    ]);
  });

  it("ends with the result that comes", async () => {
    const answer = bench.wire.request("play", {}, 1000);
    bench.says({ id: 1, result: { trace: [] } });

    expect(await answer).toEqual({ answer: "result", result: { trace: [] } });
  });

  it("ends with the error that comes, and the capability it names", async () => {
    const first = bench.wire.request("play", {}, 1000);
    bench.says({ id: 1, error: { code: -32000, message: "no", data: { unsupported: "nesting" } } });
    const second = bench.wire.request("play", {}, 1000);
    bench.says({ id: null, error: { code: -32700, message: "what" } });

    expect(await first).toEqual({ answer: "error", code: -32000, message: "no", unsupported: "nesting" });
    expect(await second).toEqual({ answer: "error", code: -32700, message: "what" });
  });

  it("ends with the beginning of an error that goes on and on", async () => {
    const answer = bench.wire.request("play", {}, 1000);
    bench.says({ id: 1, error: { code: -32000, message: "no".repeat(5000) } });

    expect(await answer).toEqual({ answer: "error", code: -32000, message: `${"no".repeat(1000).slice(0, 1999)}…` });
  });

  it("ends when the transport does, and so does every later one", async () => {
    const answer = bench.wire.request("play", {}, 1000);
    bench.wire.close("it ended with exit code 1");

    expect(await answer).toEqual({ answer: "closed", reason: "it ended with exit code 1" });
    expect(await bench.wire.request("play", {}, 1000)).toEqual({
      answer: "closed",
      reason: "it ended with exit code 1",
    });
  });

  it("takes no notice of empty lines", async () => {
    const answer = bench.wire.request("play", {}, 1000);
    bench.wire.receive("");
    bench.wire.receive("  \t");
    bench.says({ id: 1, result: 1 });

    expect(await answer).toEqual({ answer: "result", result: 1 });
  });
});

describe("requests sent one behind the other", () => {
  const three = [{ a: 1 }, { a: 2 }, { a: 3 }];

  it("are all sent before the first is answered, and answered each by its number, in whatever order", async () => {
    const answers = bench.wire.requestAll("play", three, 1000);
    const sentAtOnce = bench.sent.length;
    for (const id of [2, 1, 3]) bench.says({ id, result: `of ${id}` });

    expect(sentAtOnce).toBe(3);
    expect(await answers).toEqual([1, 2, 3].map((id) => ({ answer: "result", result: `of ${id}` })));
  });

  it("of plays carry the program, the address and the directory as they were given", async () => {
    const program: Program = {
      world: "scripted",
      channels: {},
      steps: [{ op: "log", channel: "a", message: '\u00ff"\n' }],
    };
    const plays = [
      { program, address: "127.1.1.1", directory: "/one" },
      { program, address: "127.1.1.2", directory: "/other" },
    ];
    void bench.wire.requestAll("play", plays, 1000);

    expect(bench.sent).toEqual(plays.map((params, at) => ({ jsonrpc: "2.0", id: at + 1, method: "play", params })));
  });

  it("keep what was answered when the adapter ends or raves; all others get that as their answer", async () => {
    const ending = bench.wire.requestAll("play", three, 1000);
    bench.says({ id: 1, result: 1 });
    bench.wire.close("it ended");
    const other = new WireBench();
    const raving = other.wire.requestAll("play", three, 1000);
    other.says({ id: 1, result: 1 });
    other.wire.receive("hello");

    const closed = { answer: "closed", reason: "it ended" };
    expect(await ending).toEqual([{ answer: "result", result: 1 }, closed, closed]);
    const garbled = { answer: "garbled", reason: 'it wrote a line that is not JSON: "hello"' };
    expect(await raving).toEqual([{ answer: "result", result: 1 }, garbled, garbled]);
  });

  it.each([
    [7, '"7"'],
    [1, '"1"'],
  ])("are spoiled by an answer to request %s, for which nobody waits any more", async (id, named) => {
    const answers = bench.wire.requestAll("play", three, 1000);
    bench.says({ id: 1, result: 1 });
    bench.says({ id, result: 2 });

    const reason = `it answered request ${named} while requests 2 to 3 were waiting`;
    expect((await answers).slice(1)).toEqual([
      { answer: "garbled", reason },
      { answer: "garbled", reason },
    ]);
  });

  it("may each take the limit, and not more, from the answer before", async () => {
    vi.useFakeTimers();
    const answers = bench.wire.requestAll("play", three, 50);
    for (const id of [1, 2]) {
      await vi.advanceTimersByTimeAsync(40);
      bench.says({ id, result: id });
    }
    await vi.advanceTimersByTimeAsync(60);

    expect((await answers).map(({ answer }) => answer)).toEqual(["result", "result", "late"]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("are all answered alike when the conversation is over already, and none are sent", async () => {
    bench.wire.close("it ended");

    expect(await bench.wire.requestAll("play", three, 50)).toEqual(
      three.map(() => ({ answer: "closed", reason: "it ended" })),
    );
    expect(bench.sent).toEqual([]);
  });
});

describe("time", () => {
  it("is limited", async () => {
    vi.useFakeTimers();
    const answer = bench.wire.request("play", {}, 50);

    await vi.advanceTimersByTimeAsync(60);

    expect(await answer).toEqual({ answer: "late", limitMs: 50 });
  });

  it("is not over before the limit", async () => {
    vi.useFakeTimers();
    let isSettled = false;
    const answer = bench.wire.request("play", {}, 50).finally(() => {
      isSettled = true;
    });

    await vi.advanceTimersByTimeAsync(49);
    const before = isSettled;
    bench.says({ id: 1, result: 1 });

    expect(before).toBe(false);
    expect((await answer).answer).toBe("result");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is not over for an answer that has arrived, when we were only too busy to read it", async () => {
    await new Promise((resolve) => setImmediate(resolve)); // The timers are next, and then what was in the pipe.
    const answer = bench.wire.request("play", {}, 1);
    setImmediate(() => bench.says({ id: 1, result: "in time" }));
    const busyUntil = performance.now() + 20;
    while (performance.now() < busyUntil);

    expect(await answer).toEqual({ answer: "result", result: "in time" });
  });

  it("that was over for one request, answered at the last moment, does not end the next", async () => {
    vi.useFakeTimers();
    const first = bench.wire.request("play", {}, 50);
    vi.advanceTimersToNextTimer(); // The limit: what has arrived by now is still read.
    bench.says({ id: 1, result: "in time" });
    const second = bench.wire.request("play", {}, 1000);
    await vi.advanceTimersByTimeAsync(50);
    bench.says({ id: 2, result: "undisturbed" });

    expect(await first).toEqual({ answer: "result", result: "in time" });
    expect(await second).toEqual({ answer: "result", result: "undisturbed" });
  });

  it("of one request does not end the next", async () => {
    vi.useFakeTimers();
    const first = bench.wire.request("play", {}, 50);
    await vi.advanceTimersByTimeAsync(40);
    bench.says({ id: 1, result: 1 });
    await first;
    const second = bench.wire.request("play", {}, 50);
    await vi.advanceTimersByTimeAsync(20);
    bench.says({ id: 2, result: 2 });

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
    const answer = bench.wire.request("play", {}, 1000);
    bench.wire.receive(line);

    expect(await answer).toEqual({ answer: "garbled", reason });
  });

  it("is shown, its first characters only, as JSON shows them", async () => {
    const answer = bench.wire.request("play", {}, 1000);
    bench.wire.receive(`\u001b[2J${"x".repeat(500)}`);

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
    bench.wire.receive(line);

    expect(await bench.wire.request("play", {}, 1000)).toEqual({ answer: "garbled", reason });
    expect(bench.sent).toEqual([]);
  });

  it("is not outdone by what follows: the first reason stays", async () => {
    bench.wire.receive("first");
    bench.wire.receive("second");
    bench.wire.close("it ended");

    expect(await bench.wire.request("play", {}, 1000)).toMatchObject({ reason: expect.stringContaining("first") });
  });

  it("includes a second answer to the same request", async () => {
    const answer = bench.wire.request("play", {}, 1000);
    bench.says({ id: 1, result: 1 });
    bench.says({ id: 1, result: 2 });

    expect(await answer).toEqual({ answer: "result", result: 1 });
    expect(await bench.wire.request("play", {}, 1000)).toMatchObject({ answer: "garbled" });
  });
});
