import { describe, expect, it } from "vitest";
import type { PeerSaw, Value } from "../../spec/trace.ts";
import { describeValue } from "./value-text.ts";

describe("a value in words", () => {
  it.each<[string, Value | PeerSaw]>([
    ["null", null],
    ["true", true],
    ["3", 3],
    ['"a\\n"', "a\n"],
    ["4096 bytes with CRC-32 17", { length: 4096, crc32: 17 }],
    ["socket sock", { socket: "sock" }],
    ["server", { address: "server" }],
    ["nowhere", { address: null }],
    ["(socket unnamed, unknown)", { pair: [{ socket: "unnamed" }, { address: "unknown" }] }],
    ['["warning", 1]', { list: ["warning", 1] }],
    ["there", { present: true }],
    ["not there", { present: false }],
    ["nothing", { saw: "nothing" }],
    ["connection", { saw: "connection" }],
    ["end of stream", { saw: "end" }],
    ["ECONNRESET", { saw: "error", errno: "ECONNRESET" }],
    ['received "x"', { saw: "data", data: "x" }],
    ["received all that was sent", { saw: "data", data: "all that was sent" }],
  ])("is %s", (words, value) => {
    expect(describeValue(value)).toBe(words);
  });
});
