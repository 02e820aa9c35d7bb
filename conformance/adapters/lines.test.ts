import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineReader, LONGEST_LINE_BYTES } from "./lines.ts";

/** What a reader makes of these chunks: its lines, with null for one that is too long, and what is unfinished. */
function read(chunks: readonly Buffer[], longestBytes?: number): readonly (string | null)[] {
  const lines: (string | null)[] = [];
  const reader = new LineReader(
    (line) => lines.push(line),
    () => lines.push(null),
    longestBytes,
  );
  for (const chunk of chunks) reader.push(chunk);
  return [...lines, reader.unfinished];
}

/** `bytes` cut at these places. */
function cut(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

describe("lines", () => {
  it("are what stands between line ends, and what follows the last is unfinished", () => {
    expect(read([Buffer.from("one\n\ntwo\nthr")])).toEqual(["one", "", "two", "thr"]);
    expect(read([])).toEqual([""]);
  });

  it("may end as on Windows", () => {
    expect(read([Buffer.from("one\r\nt\rwo\n")])).toEqual(["one", "t\rwo", ""]);
  });

  it("are the same however the stream was cut, also in the middle of a character", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "\n", "\r", "ü", "✔", "🜁"), maxLength: 40 });
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { maxLength: 12 }), (written, places) => {
        const bytes = Buffer.from(written);
        const whole = written.split("\n");
        const expected = whole.map((line, index) =>
          index < whole.length - 1 && line.endsWith("\r") ? line.slice(0, -1) : line,
        );
        expect(read(cut(bytes, places))).toEqual(expected);
      }),
    );
  });

  it("that are too long are told once each, however the stream was cut, and the others are read", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 60 });
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { maxLength: 12 }), (written, places) => {
        const bytes = Buffer.from(written);
        const whole = written.split("\n");
        const last = whole.pop() ?? "";
        const expected = whole.map((line) => (line.length > 4 ? null : line));
        expect(read(cut(bytes, places), 4)).toEqual([...expected, ...(last.length > 4 ? [null, ""] : [last])]);
      }),
    );
  });

  it("may be as long as 64 MiB", () => {
    const most = Buffer.alloc(LONGEST_LINE_BYTES, "x");
    const lengths = (chunks: readonly Buffer[]) => read(chunks).map((line) => line?.length ?? null);

    expect(lengths([most, Buffer.from("\n")])).toEqual([LONGEST_LINE_BYTES, 0]);
    expect(lengths([most, Buffer.from("x"), Buffer.from("\nnext\n")])).toEqual([null, 4, 0]);
  });
});
