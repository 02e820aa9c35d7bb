// Whether the Python adapter plays channels that buffer or chat, producers and helpers, on every interpreter found.

import { expect, it } from "vitest";
import type { ChannelEvent, Program, Reactions } from "../../../spec/program.ts";
import { calls, converse, type LoopbackProgram, PAIR, play, playing } from "../../selftest/python/conversation.ts";
import { onEachPython } from "../../testing/each-python.ts";

function chatting(steps: Program["steps"], on: Reactions<ChannelEvent> = {}): LoopbackProgram {
  return {
    channels: {
      channel: { base: "async_chat", on: { collect_incoming_data: [null], found_terminator: [null], ...on } },
      witness: { base: "dispatcher" },
    },
    producers: {
      words: { on: { more: ["one ", "two ", "", "three"] } },
      vain: { truth: false, on: { more: ["kept"] } },
    },
    steps: [...PAIR, ...steps],
  };
}

onEachPython("chat", (python, target) => {
  it("shows bytes as bytes, whatever type the implementation sends them in", async () => {
    const trace = await play(
      python,
      chatting(
        [
          { op: "push", channel: "channel", data: "abc" },
          { op: "push", channel: "channel", data: { repeat: "abc", times: 100 } },
        ],
        { send: [{ do: [{ op: "super" }] }] },
      ),
    );

    expect(trace.flatMap((seen) => ("args" in seen ? [seen.args] : []))).toEqual([
      ["abc"],
      [{ length: 300, crc32: expect.any(Number) }],
    ]);
    expect(trace.filter((seen) => "asked" in seen)).toMatchObject([{ asked: 3 }, { asked: 300 }]);
  });

  it("makes one producer of each name, asks it by its reactions, and asks the module's own unseen", async () => {
    const trace = await play(
      python,
      chatting([
        { op: "push_with_producer", channel: "channel", producer: "words" },
        { op: "push_with_producer", channel: "channel", producer: { data: "xyz", bufferSize: 2 } },
        { op: "call", channel: "channel", event: "handle_write" },
        { op: "push_with_producer", channel: "channel", producer: "words" },
        { op: "call", channel: "channel", event: "handle_write" },
        { op: "new", channel: "witness", socket: "far" },
        { op: "recv", channel: "witness", size: 99 },
      ]),
    );

    expect(calls(trace).filter((line) => /more|recv/.test(line))).toEqual([
      '1 event more words "one "',
      '1 event more words "two "',
      '2 event more words ""',
      '2 event more words "three"',
      '0 action recv witness "one two xyzthree"',
    ]);
  });

  it("tells a false producer from a true one", async () => {
    const trace = await play(
      python,
      chatting([
        { op: "push_with_producer", channel: "channel", producer: "vain" },
        { op: "call", channel: "channel", event: "writable" },
      ]),
    );

    expect(calls(trace).slice(-4)).toEqual([
      "0 action push_with_producer channel",
      '1 event more vain "kept"',
      "0 action call channel false",
      "1 event writable channel false",
    ]);
  });

  it("answers null for no terminator wherever one is asked for, and bytes for bytes", async () => {
    const ask = [
      { op: "get_terminator", channel: "channel" },
      { op: "call", channel: "channel", event: "get_terminator" },
      { op: "get", channel: "channel", attribute: "terminator" },
    ] as const;
    const trace = await play(
      python,
      chatting(
        [
          { op: "set_terminator", channel: "channel", terminator: null },
          ...ask,
          { op: "set_terminator", channel: "channel", terminator: "\u00ff" },
          ...ask,
        ],
        { get_terminator: [{ do: [{ op: "super" }] }] },
      ),
    );

    const returned = trace.flatMap((seen) =>
      "op" in seen && seen.op === "super" ? [] : (seen as { returned?: unknown }),
    );
    const answers = (value: unknown) => returned.filter((seen) => seen.returned === value);
    expect([answers(null).length, answers("\u00ff").length]).toEqual([5, 5]);
  });

  it("takes strings for bytes where bytes are meant, and text for text where it is asked to", async () => {
    const trace = await play(
      python,
      chatting(
        [
          { op: "call", channel: "channel", event: "collect_incoming_data", args: ["\u00ff"] },
          { op: "_collect_incoming_data", channel: "channel", data: "\u00ff" },
          { op: "_get_data", channel: "channel" },
          { op: "set_terminator", channel: "channel", terminator: { text: "\u20ac" } },
          { op: "get_terminator", channel: "channel" },
          { op: "push", channel: "channel", data: { value: "bytes" } },
          { op: "push", channel: "channel", data: { text: "text" } },
        ],
        { collect_incoming_data: [{ do: [{ op: "super" }] }] },
      ),
    );

    expect(calls(trace).slice(2)).toEqual([
      "0 action call channel not-implemented must be implemented in subclass",
      "1 event collect_incoming_data channel not-implemented must be implemented in subclass",
      "2 action super not-implemented must be implemented in subclass",
      "0 action _collect_incoming_data channel",
      '0 action _get_data channel "\u00ff"',
      "0 action set_terminator channel",
      '0 action get_terminator channel "\u20ac"',
      "0 action push channel",
      target === "2.7" ? "0 action push channel" : "0 action push channel type",
    ]);
    expect(trace.filter((seen) => "op" in seen && seen.op === "push").map((seen) => "asked" in seen)).toEqual([
      false,
      true,
    ]);
  });

  it("says what the helpers give", async () => {
    const trace = await play(python, {
      channels: {},
      steps: [
        { op: "find_prefix_at_end", haystack: "line\r", needle: "\r\n" },
        { op: "simple_producer", data: "abc", bufferSize: 2, calls: 3 },
        { op: "simple_producer", data: { repeat: "x", times: 513 }, calls: 2 },
      ],
    });

    expect(trace).toEqual([
      { kind: "action", depth: 0, op: "find_prefix_at_end", returned: 1 },
      { kind: "action", depth: 0, op: "simple_producer", returned: { list: ["ab", "c", ""] } },
      {
        kind: "action",
        depth: 0,
        op: "simple_producer",
        returned: { list: [expect.objectContaining({ length: 512 }), "x"] },
      },
    ]);
  });

  it("tells the peer that receives how much was pushed, and what a buffering send was asked", () => {
    const { messages } = converse(python, [
      playing({
        channels: { chat: { base: "async_chat" }, sender: { base: "dispatcher_with_send" } },
        steps: [
          { op: "socket.pair", as: ["near", "far"] },
          { op: "new", channel: "chat", socket: "near" },
          { op: "new", channel: "sender", socket: "far" },
          { op: "push", channel: "chat", data: "four" },
          { op: "push", channel: "chat", data: "five!" },
          { op: "send", channel: "sender", data: "six!!!" },
          { op: "get", channel: "sender", attribute: "out_buffer" },
          { op: "peer.recv", peer: "wire", from: "chat" },
          { op: "peer.recv", peer: "wire", from: "sender" },
        ],
      }),
      { id: 1, result: { saw: { saw: "nothing" } } },
      { id: 2, result: { saw: { saw: "nothing" } } },
    ]);

    expect(messages.slice(0, 2).map(({ params }) => params)).toMatchObject([{ sent: 9 }, { sent: 6 }]);
    expect(messages[2]?.result?.trace).toContainEqual(expect.objectContaining({ op: "get", returned: "" }));
  });
});
