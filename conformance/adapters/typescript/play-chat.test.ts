// Whole plays with channels that buffer and that chat, on the reference in a child process, with real peers.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { posixHost } from "../../../reference/posix/index.ts";
import type { Action, Program } from "../../../spec/program.ts";
import type { ActionObservation, EventObservation } from "../../../spec/trace.ts";
import { modulePath } from "../../package-path.ts";
import { Session } from "../../play/session.ts";
import { moduleAdapter } from "../module.ts";

const session = new Session(moduleAdapter(modulePath("reference/index.ts"), process.execPath), posixHost);
beforeAll(() => session.identity());
afterAll(() => session.close());

/** The actions and events of a play. */
async function callsOf(program: Omit<Program, "world">): Promise<readonly (ActionObservation | EventObservation)[]> {
  const { outcome } = await session.play({ world: "loopback", ...program });
  if (outcome.outcome !== "played") throw new Error(JSON.stringify(outcome));
  return outcome.trace.filter((one) => one.kind === "action" || one.kind === "event");
}

/** What each of `calls` returned, or else what it raised. */
function endings(calls: readonly (ActionObservation | EventObservation)[]): unknown[] {
  return calls.map((one) => ("returned" in one ? one.returned : one.raised));
}

const CONNECTED = [
  { op: "peer.listen", peer: "server" },
  { op: "socket.create", as: "ours", family: "inet", type: "stream" },
  { op: "socket.connect", socket: "ours", to: "server" },
  { op: "peer.accept", peer: "server", as: "wire" },
  { op: "new", channel: "one", socket: "ours" },
] as const satisfies readonly Action[];

const CHAT = {
  one: { base: "async_chat", on: { collect_incoming_data: [null], found_terminator: [null] } },
} as const;

/** The calls after those of CONNECTED. */
async function afterConnecting(steps: readonly Action[], program: Partial<Program> = {}) {
  const calls = await callsOf({ channels: CHAT, ...program, steps: [...CONNECTED, ...steps] });
  return calls.slice(CONNECTED.length);
}

describe("a chat channel", () => {
  it("shows what it collects and what it finds, and which terminator it has", async () => {
    const calls = await afterConnecting([
      { op: "set_terminator", channel: "one", terminator: "\r\n" },
      { op: "get_terminator", channel: "one" },
      { op: "get", channel: "one", attribute: "terminator" },
      { op: "peer.send", peer: "wire", data: "line\r\n" },
      { op: "call", channel: "one", event: "handle_read" },
      { op: "set_terminator", channel: "one", terminator: 3 },
      { op: "get_terminator", channel: "one" },
      { op: "set_terminator", channel: "one", terminator: null },
      { op: "get_terminator", channel: "one" },
      { op: "call", channel: "one", event: "get_terminator" },
    ]);

    expect(calls.filter(({ kind }) => kind === "event").slice(1)).toMatchObject([
      { event: "collect_incoming_data", of: "one", args: ["line"], depth: 2 },
      { event: "found_terminator", of: "one", depth: 2 },
    ]);
    const asked = calls.filter((one) => one.kind === "action" && /^(get|call)/.test(one.op) && "returned" in one);
    expect(endings(asked)).toEqual(["\r\n", "\r\n", 3, null, null]);
  });

  it("is pushed bytes, and whatever is none as it is", async () => {
    const calls = await afterConnecting([
      { op: "push", channel: "one", data: { repeat: "x", times: 3 } },
      { op: "push", channel: "one", data: { value: "y" } },
      { op: "push", channel: "one", data: { value: 5 } },
      { op: "push", channel: "one", data: { value: [] } },
      { op: "peer.recv", peer: "wire" },
    ]);

    expect(calls.map((one) => ("asked" in one ? one.asked : undefined))).toEqual([3, ...Array(4)]);
    expect(endings(calls)).toEqual([
      undefined,
      undefined,
      { kind: "type" },
      { kind: "type" },
      { saw: "data", data: "xxxy" },
    ]);
  });

  it("is asked for every action there is", async () => {
    const calls = await afterConnecting([
      { op: "_collect_incoming_data", channel: "one", data: "ab" },
      { op: "call", channel: "one", event: "collect_incoming_data", args: ["event"] },
      { op: "get", channel: "one", attribute: "incoming" },
      { op: "_get_data", channel: "one" },
      { op: "set", channel: "one", attribute: "ac_out_buffer_size", value: 2 },
      { op: "push", channel: "one", data: "abcd" },
      { op: "initiate_send", channel: "one" },
      { op: "peer.recv", peer: "wire" },
      { op: "push", channel: "one", data: "efgh" },
      { op: "discard_buffers", channel: "one" },
      { op: "close_when_done", channel: "one" },
      { op: "initiate_send", channel: "one" },
      { op: "peer.recv", peer: "wire" },
    ]);

    expect(calls.filter(({ kind }) => kind === "event")).toMatchObject([
      { event: "collect_incoming_data", args: ["event"], depth: 1 },
      { event: "handle_close", depth: 1 },
    ]);
    expect(endings(calls.filter((one) => "returned" in one))).toEqual([
      { list: ["ab"] },
      "ab",
      { saw: "data", data: "abcd" },
      { saw: "data", data: "ef" },
    ]);
  });

  it("has its name while it is being constructed", async () => {
    const on = {
      add_channel: [{ do: [{ op: "get", channel: "one", attribute: "incoming" }, { op: "super" }] }],
    } as const;
    const calls = await callsOf({ channels: { one: { base: "async_chat", on } }, steps: CONNECTED });

    expect(calls.find((one) => one.kind === "action" && one.op === "get")).toMatchObject({
      depth: 2,
      returned: { list: [] },
    });
  });
});

describe("a producer", () => {
  it("is one object for each name, whose reactions are used up", async () => {
    const calls = await afterConnecting(
      [
        { op: "push_with_producer", channel: "one", producer: "words" },
        { op: "push_with_producer", channel: "one", producer: "words" },
        { op: "settle", until: { event: "more", of: "words", times: 4 }, limit: 5 },
        { op: "peer.recv", peer: "wire" },
      ],
      {
        producers: {
          words: { on: { more: ["aa", { do: [{ op: "_get_data", channel: "one" }], return: "" }, "bb", null] } },
        },
      },
    );

    const asked = calls.filter((one) => one.kind === "event" && one.event === "more");
    expect(asked.map(({ returned }) => returned)).toEqual(["aa", "", "bb", undefined]);
    expect(asked[0]).toMatchObject({ of: "words", depth: 1 });
    expect(calls.find((one) => one.kind === "action" && one.op === "_get_data")).toMatchObject({ depth: 2 });
  });

  it("can be false, so that it is asked once only", async () => {
    const calls = await afterConnecting(
      [
        { op: "push_with_producer", channel: "one", producer: "lossy" },
        { op: "call", channel: "one", event: "writable" },
      ],
      { producers: { lossy: { truth: false, on: { more: ["aa", "bb"] } } } },
    );

    expect(endings(calls)).toEqual([undefined, "aa", false, false]);
  });

  it("can be the module's own, which is not watched", async () => {
    const calls = await afterConnecting([
      { op: "push_with_producer", channel: "one", producer: { data: "abcd", bufferSize: 3 } },
      { op: "initiate_send", channel: "one" },
      { op: "peer.recv", peer: "wire" },
      { op: "simple_producer", data: { repeat: "x", times: 513 }, calls: 3 },
      { op: "simple_producer", data: "abcd", bufferSize: 3, calls: 2 },
      { op: "find_prefix_at_end", haystack: "line\r", needle: "\r\n" },
    ]);

    expect(calls.map((one) => ("of" in one ? one.of : null))).toEqual(["one", "one", "wire", null, null, null]);
    expect(endings(calls).slice(2)).toEqual([
      { saw: "data", data: "abcd" },
      { list: [{ length: 512, crc32: expect.any(Number) }, "x", ""] },
      { list: ["abc", "d"] },
      1,
    ]);
  });
});

describe("a channel that buffers", () => {
  it("has bytes in its buffer, which a peer waits for", async () => {
    const calls = await afterConnecting(
      [
        { op: "set", channel: "one", attribute: "out_buffer", value: "first, " },
        { op: "get", channel: "one", attribute: "out_buffer" },
        { op: "send", channel: "one", data: "then" },
        { op: "peer.recv", peer: "wire" },
        { op: "initiate_send", channel: "one" },
        { op: "set", channel: "one", attribute: "out_buffer", value: 5 },
        { op: "send", channel: "one", data: "five" },
      ],
      { channels: { one: { base: "dispatcher_with_send" } } },
    );

    expect(endings(calls)).toEqual([
      undefined,
      "first, ",
      undefined,
      { saw: "data", data: "first, then" },
      undefined,
      undefined,
      { kind: "type" },
    ]);
  });
});
