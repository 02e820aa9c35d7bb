import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOf, showBytes } from "./bytes.ts";

describe("bytes of a program", () => {
  it("are one for each code unit", () => {
    expect([...bytesOf("a\r\n\u0000\u00ff")]).toEqual([97, 13, 10, 0, 255]);
  });

  it("are written as a piece and how often it repeats when there are many", () => {
    expect(bytesOf({ repeat: "ab", times: 3 }).toString()).toBe("ababab");
  });
});

describe("bytes in a trace", () => {
  it("are what the program wrote, as long as they are few", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 256 }), (bytes) => {
        expect([...bytesOf(showBytes(bytes) as string)]).toEqual([...bytes]);
      }),
    );
  });

  it("are shown by length and CRC-32 when there are more than 256", () => {
    expect(showBytes(Buffer.from("123456789".repeat(29)))).toEqual({ length: 261, crc32: 1513546403 });
    expect(showBytes(Buffer.alloc(256, "x"))).toBe("x".repeat(256));
    expect(showBytes(Buffer.alloc(257, "x"))).toMatchObject({ length: 257 });
  });

  it("are those of the view, not of the buffer behind it", () => {
    expect(showBytes(Buffer.from("abcdef").subarray(2, 4))).toBe("cd");
    expect(showBytes(new Uint8Array(Buffer.from("abcdef").buffer, Buffer.from("abcdef").byteOffset, 0))).toBe("");
  });
});
