import { describe, expect, it } from "vitest";
import { bytesOf } from "../asyncore/bytes.ts";
import { SimpleProducer } from "./producers.ts";

describe("a simple producer", () => {
  it("makes pieces of the size it was given, then empty ones", () => {
    const producer = new SimpleProducer(bytesOf("abcdefg"), 3);

    const pieces = Array.from({ length: 5 }, () => Buffer.from(producer.more()).toString());

    expect(pieces).toEqual(["abc", "def", "g", "", ""]);
  });

  it("makes one piece of up to 512 bytes, and two of more", () => {
    const [fits, doesNot] = [new SimpleProducer(new Uint8Array(512)), new SimpleProducer(new Uint8Array(513))];

    expect([fits.more(), fits.more()].map(({ length }) => length)).toEqual([512, 0]);
    expect([doesNot.more(), doesNot.more(), doesNot.more()].map(({ length }) => length)).toEqual([512, 1, 0]);
  });
});
