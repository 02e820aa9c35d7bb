// Whether plays and handshakes end as the adapter's answers say, and peers are asked for during plays only.

import { beforeEach, describe, expect, it } from "vitest";
import type { InitializeResult, PeerParams, PeerResult } from "../../spec/adapter.ts";
import type { Program } from "../../spec/program.ts";
import { identityWith } from "../testing/fake-adapter.ts";
import { WireBench } from "../testing/wire-bench.ts";
import { playOver, shakeHands, Wire } from "./wire.ts";

const PLAY = {
  program: { world: "loopback", channels: {}, steps: [] } satisfies Program,
  address: "127.0.0.1",
  directory: "/d",
};

let bench: WireBench;

beforeEach(() => {
  bench = new WireBench();
});

const noPeers = (): PeerResult => ({});

function play(peers: (params: PeerParams) => PeerResult = noPeers, limitMs = 1000) {
  return playOver(bench.wire, PLAY, peers, limitMs);
}

describe("peer requests", () => {
  const LISTEN = { op: "peer.listen", peer: "server" } as const;

  it("are answered while a play waits, under their own numbers", async () => {
    const asked: PeerParams[] = [];
    const outcome = play((params) => {
      asked.push(params);
      return { saw: { saw: "done" }, local: ["127.0.0.1", 80] };
    });
    bench.says({ id: 1, method: "peer", params: { action: LISTEN, sent: 3 } });
    bench.says({ id: 1, result: { trace: [] } });

    expect(await outcome).toEqual({ outcome: "played", trace: [] });
    expect(asked).toEqual([{ action: LISTEN, sent: 3 }]);
    expect(bench.sent.slice(1)).toEqual([
      { jsonrpc: "2.0", id: 1, result: { saw: { saw: "done" }, local: ["127.0.0.1", 80] } },
    ]);
  });

  it("that make no sense are told so, and the play goes on", async () => {
    const outcome = play(() => {
      throw new Error("this suite's peers cannot do peer.terminal yet");
    });
    bench.says({ id: 5, method: "peer", params: { action: { op: "peer.terminal", peer: "t" } } });
    bench.says({ id: 1, result: { trace: [] } });

    expect((await outcome).outcome).toBe("played");
    expect(bench.sent.slice(1)).toEqual([
      { jsonrpc: "2.0", id: 5, error: { code: -32602, message: "this suite's peers cannot do peer.terminal yet" } },
    ]);
  });

  it("that are malformed garble the play", async () => {
    const without = play();
    bench.says({ id: 1, method: "peer" });
    const unknown = play();
    bench.says({ id: 2, method: "peer", params: { action: { op: "peer.recv" } } });

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
    bench.says({ id: 1, result: { trace: [] } });
    await outcome;
    bench.says({ id: 2, method: "peer", params: { action: LISTEN } });

    expect(bench.sent).toHaveLength(1);
    expect(await play()).toEqual({
      outcome: "garbled",
      reason: "it asked for a peer while nothing was being played",
    });
  });

  it("have nobody to answer them while something else is asked", async () => {
    const answer = bench.wire.request("initialize", {}, 1000);
    bench.says({ id: 1, method: "peer", params: { action: LISTEN } });

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
    bench.says({ id: 1, ...answer });

    expect(await playing).toEqual(outcome);
  });

  it("that is not answered is timed out", async () => {
    expect(await play(noPeers, 1)).toEqual({ outcome: "timed-out", limitMs: 1 });
  });

  it("during which the adapter ends is crashed", async () => {
    const playing = play();
    bench.wire.close("it ended by signal SIGSEGV");

    expect(await playing).toEqual({ outcome: "crashed", reason: "it ended by signal SIGSEGV" });
  });
});

describe("shaking hands", () => {
  it("says who is asking, and gives who answers", async () => {
    const shaking = shakeHands(bench.wire, "9.9.9", 1000);
    bench.says({ id: 1, result: identityWith() });

    expect(await shaking).toEqual(identityWith());
    expect(bench.sent).toEqual([
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
      { unusable: "it speaks protocol version 2, this suite speaks 1", kind: "mismatch" },
    ],
    [
      { result: null },
      { unusable: 'its answer to "initialize" is malformed: the top must be an object', kind: "malformed" },
    ],
    [
      { result: { ...identityWith(), capabilities: undefined } },
      {
        unusable: 'its answer to "initialize" is malformed: the top lacks the member "capabilities"',
        kind: "malformed",
      },
    ],
    [
      { error: { code: -32601, message: "there is no method initialize" } },
      { unusable: 'it answered "initialize" with error -32601: there is no method initialize' },
    ],
  ])("fails with %j", async (answer, unusable) => {
    const shaking = shakeHands(bench.wire, "9.9.9", 1000);
    bench.says({ id: 1, ...answer });

    expect(await shaking).toEqual(unusable);
  });

  it("fails with garbage, with an end, and without an answer", async () => {
    const garbled = shakeHands(bench.wire, "9.9.9", 1000);
    bench.wire.receive("Python 3.11");
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
    const shaking = shakeHands(bench.wire, "9.9.9", 1000);
    bench.says({ id: 1, result: { ...identityWith(), secret: 1 } as InitializeResult });

    expect(await shaking).toEqual({
      unusable: 'its answer to "initialize" is malformed: the top has a member "secret" that is not known here',
      kind: "malformed",
    });
  });
});
