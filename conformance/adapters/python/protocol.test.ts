// Whether the Python adapter speaks the protocol whatever is played, on every interpreter found.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import {
  ADDRESS,
  converse,
  freshDirectory,
  type LoopbackProgram,
  PAIR,
  playing,
} from "../../selftest/python/conversation.ts";
import { onEachPython } from "../../testing/each-python.ts";

onEachPython("the protocol", (python, target) => {
  it("observes what is printed and keeps it off the wire", () => {
    const { messages } = converse(python, [
      playing({
        channels: { channel: { base: "dispatcher", on: { handle_read: [{ raise: { kind: "value", text: "oh" } }] } } },
        steps: [
          ...PAIR,
          { op: "socket.send", socket: "far", data: "x" },
          { op: "poll" },
          { op: "log", channel: "channel", message: "one\ntwo" },
        ],
      }),
    ]);
    const written = messages[0]?.result?.trace.filter(({ kind }) => kind === "written");

    expect(messages).toHaveLength(1);
    expect(written).toMatchObject([
      {
        depth: 2,
        stream: "stdout",
        text: expect.stringMatching(/^error: uncaptured python exception, closing channel/),
      },
      { depth: 1, stream: "stderr", text: "log: one" },
      { depth: 1, stream: "stderr", text: "two" },
    ]);
  });

  it("answers with an error what it cannot do, and goes on", () => {
    const refused = [
      { id: 1, method: "dance" },
      playing({ channels: {}, steps: [{ op: "fly" } as never] }, 2),
      playing({ channels: {}, world: "imagined", steps: [] } as never, 3),
      playing({ channels: { chat: { base: "chat_room" as never } }, steps: [] }, 4),
      "{",
      '"text"',
    ];
    const { messages, status } = converse(python, [
      ...refused,
      { id: 7, method: "initialize", params: {} },
      { id: 8, method: "shutdown" },
    ]);

    expect(messages.map(({ id, error }) => [id, error?.code, error?.data?.unsupported])).toEqual([
      [1, -32601, undefined],
      [2, -32000, "fly"],
      [3, -32000, "imagined"],
      [4, -32000, "chat_room"],
      [null, -32700, undefined],
      [null, -32600, undefined],
      [7, undefined, undefined],
      [8, undefined, undefined],
    ]);
    expect(messages[6]?.result).toMatchObject({
      protocolVersion: 1,
      implementation: { name: "CPython asyncore", language: "Python" },
    });
    expect(status).toBe(0);
  });

  it("asks the suite for peers and says where its own sockets are and what they sent", () => {
    const { messages } = converse(python, [
      playing({
        channels: { channel: { base: "dispatcher" } },
        steps: [
          { op: "new", channel: "channel" },
          { op: "create_socket", channel: "channel", family: "inet", type: "stream" },
          { op: "bind", channel: "channel", to: { any: "inet" } },
          { op: "peer.connect", peer: "client", to: "channel" },
          { op: "peer.recv", peer: "client", from: "channel" },
          { op: "connect", channel: "channel", to: "client" },
        ],
      }),
      { id: 1, result: { saw: { saw: "connection" }, local: [ADDRESS, 9] } },
      { id: 2, result: { saw: { saw: "nothing" } } },
    ]);

    expect(messages.slice(0, 2).map(({ id, method, params }) => [id, method, params])).toEqual([
      [
        1,
        "peer",
        { action: { op: "peer.connect", peer: "client", to: "channel" }, address: [ADDRESS, expect.any(Number)] },
      ],
      [2, "peer", { action: { op: "peer.recv", peer: "client", from: "channel" }, sent: 0 }],
    ]);
    expect(messages[2]?.result?.trace.filter((seen) => "op" in seen && seen.op.startsWith("peer."))).toEqual([
      { kind: "action", depth: 0, op: "peer.connect", of: "client" },
      { kind: "action", depth: 0, op: "peer.recv", of: "client" },
    ]);
    expect(messages[2]?.result?.trace.at(-1)).toMatchObject({
      kind: "state",
      addr: { address: "client" },
      connecting: true,
    });
  });

  it("abandons a play whose peers the suite cannot play, and plays the next", () => {
    const impossible: LoopbackProgram = { channels: {}, steps: [{ op: "peer.terminal", peer: "screen" }] };
    const { messages } = converse(python, [
      playing(impossible, 1),
      { id: 1, error: { code: -32602, message: "no terminals here" } },
      playing({ channels: {}, steps: [] }, 2),
    ]);

    expect(messages.slice(1).map(({ id, result, error }) => [id, error?.code, result?.trace])).toEqual([
      [1, -32603, undefined],
      [2, undefined, []],
    ]);
  });

  it("declares a base only when its module can be imported, and refuses what needs it", () => {
    const without = freshDirectory();
    writeFileSync(join(without, "asynchat.py"), "raise ImportError('No module named asynchat')\n");
    const { messages } = converse(
      python,
      [
        { id: 1, method: "initialize", params: {} },
        playing({ channels: { chat: { base: "async_chat" } }, steps: [] }, 2),
        playing({ channels: {}, steps: [{ op: "find_prefix_at_end", haystack: "ab", needle: "bc" }] }, 3),
      ],
      { env: { PYTHONPATH: without } },
    );

    expect(messages[0]?.result?.capabilities).toMatchObject({
      bases: ["dispatcher", "dispatcher_with_send", "file_dispatcher"],
    });
    expect(messages.slice(1).map(({ error }) => error?.data?.unsupported)).toEqual(["async_chat", "async_chat"]);
  });

  it("ends with a sentence where there is an asynchat that cannot be imported", () => {
    const refusing = freshDirectory();
    writeFileSync(join(refusing, "asynchat.py"), "raise RuntimeError('asynchat is gone')\n");
    const ended = converse(python, [{ id: 1, method: "initialize", params: {} }], { env: { PYTHONPATH: refusing } });

    expect([ended.status, ended.messages, ended.stderr.trim().split("\n").length]).toEqual([3, [], 1]);
    expect(ended.stderr).toContain("cannot import asynchat (asynchat is gone): set PYTHONPATH");
  });

  it("plays whatever asyncore is imported, says which, and ends with a sentence where there is none", () => {
    const other = freshDirectory();
    const none = freshDirectory();
    writeFileSync(
      join(other, "asyncore.py"),
      "import os\nprint('imported')\nwith open(os.path.join(os.path.dirname(os.__file__), 'asyncore.py')) as own:\n    exec(own.read())\n",
    );
    writeFileSync(join(none, "asyncore.py"), "raise ImportError('No module named asyncore')\n");
    const initialize = { id: 1, method: "initialize", params: {} };
    const { messages, stderr } = converse(python, [initialize], { env: { PYTHONPATH: other } });
    const ended = converse(python, [initialize], { env: { PYTHONPATH: none } });

    expect(messages.map(({ result }) => result?.implementation)).toEqual([
      { name: `asyncore from ${other} on CPython`, version: expect.stringMatching(`^${target}`), language: "Python" },
    ]);
    expect(stderr).toBe("imported\n");
    expect([ended.status, ended.messages, ended.stderr.trim().split("\n").length]).toEqual([3, [], 1]);
    expect(ended.stderr).toContain("PYTHONPATH");
  });
});
