import { describe, expect, it } from "vitest";
import { Dispatcher } from "./dispatcher.ts";
import { SocketMap } from "./socket-map.ts";
import { asRepr, asText } from "./text.ts";
import { isTrue } from "./truth.ts";

function shown(state: { connected?: boolean; accepting?: boolean; addr?: unknown }): string {
  const channel = Object.assign(new Dispatcher(null, new SocketMap(null)), state);
  return String(channel).replace(/0x[0-9a-f]+/, "ID");
}

describe("values", () => {
  it("are printed in the original's words", () => {
    expect([null, undefined, true, false, 1, 2.5, "x", []].map(asText)).toEqual([
      "None",
      "None",
      "True",
      "False",
      "1",
      "2.5",
      "x",
      "[]",
    ]);
  });

  it("are represented as the original does it", () => {
    const values = ["", "a'b", `a'b"c`, "\n\t\\\u0001", ["::1", 80, 0, 0], ["alone"], [], null];

    expect(values.map(asRepr)).toEqual([
      "''",
      `"a'b"`,
      `'a\\'b"c'`,
      "'\\n\\t\\\\\\x01'",
      "('::1', 80, 0, 0)",
      "('alone',)",
      "[]",
      "None",
    ]);
  });

  it("are bytes, each of them shown, where they are bytes", () => {
    const values = ["ab c~", "", "\r\n\t\0", "\x7f\x80\xff", "it's", `it's "so"`].map((text) =>
      Buffer.from(text, "latin1"),
    );

    const shown = ["b'ab c~'", "b''", "b'\\r\\n\\t\\x00'", "b'\\x7f\\x80\\xff'", `b"it's"`, `b'it\\'s "so"'`];
    expect(values.map(asRepr)).toEqual(shown);
    expect(values.map(asText)).toEqual(shown);
    expect(asRepr(new Uint8Array(300_000))).toHaveLength(3 + 4 * 300_000);
  });

  it("are true when they are not empty", () => {
    const truths = [true, 1, "x", [0], new Set([0]), {}, -1].map(isTrue);
    const falsehoods = [false, 0, "", [], new Set(), null, undefined, new Uint8Array(0)].map(isTrue);

    expect(new Set(truths)).toEqual(new Set([true]));
    expect(new Set(falsehoods)).toEqual(new Set([false]));
  });
});

describe("a channel as text", () => {
  it("shows its status and its address", () => {
    expect([
      shown({}),
      shown({ connected: true, addr: "" }),
      shown({ accepting: true, addr: ["127.0.0.1", 80] }),
      shown({ accepting: true, addr: "" }),
      shown({ connected: true, addr: "/tmp/socket" }),
      shown({ addr: ["::1", 80, 0, 0] }),
      shown({ addr: ["host", "http"] }),
      shown({ addr: 5 }),
    ]).toEqual([
      "<asyncore.Dispatcher at ID>",
      "<asyncore.Dispatcher connected '' at ID>",
      "<asyncore.Dispatcher listening 127.0.0.1:80 at ID>",
      "<asyncore.Dispatcher '' at ID>",
      "<asyncore.Dispatcher connected '/tmp/socket' at ID>",
      "<asyncore.Dispatcher ('::1', 80, 0, 0) at ID>",
      "<asyncore.Dispatcher ('host', 'http') at ID>",
      "<asyncore.Dispatcher 5 at ID>",
    ]);
  });

  it("keeps its id, and no other channel has the same", () => {
    const [one, other] = [new Dispatcher(null, new SocketMap(null)), new Dispatcher(null, new SocketMap(null))];

    expect(String(one)).toBe(String(one));
    expect(String(one)).not.toBe(String(other));
  });
});
