import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { addressOf, Places } from "./places.ts";

describe("the address of a play", () => {
  it("is a host of 127.0.0.0/8 outside the blocks that systems use themselves", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (pid, index) => {
        const [net, block, third, host] = addressOf(pid, index).split(".").map(Number) as [
          number,
          number,
          number,
          number,
        ];
        expect(net).toBe(127);
        expect(block).toBeGreaterThanOrEqual(16);
        expect(block).toBeLessThan(240);
        expect(third).toBeLessThanOrEqual(255);
        expect(host).toBeGreaterThanOrEqual(1);
        expect(host).toBeLessThanOrEqual(254);
      }),
    );
  });

  it("is another for every one of a process's first 14 million plays", () => {
    const all = 224 * 256 * 254;
    fc.assert(
      fc.property(fc.nat(), fc.nat(all - 1), fc.nat(all - 1), (pid, one, other) => {
        expect(addressOf(pid, one) === addressOf(pid, other)).toBe(one === other);
      }),
    );
    const first = Array.from({ length: 70_000 }, (_, index) => addressOf(1234, index));
    expect(new Set(first).size).toBe(first.length);
  });

  it("is in another block for the next process", () => {
    const blockOf = (pid: number) => addressOf(pid, 0).split(".")[1];

    expect(blockOf(1234)).not.toBe(blockOf(1235));
  });
});

describe("places", () => {
  it("have an address and an empty directory each, until they are released", () => {
    const places = new Places();
    const [one, other] = [places.next(true), places.next(true)];
    writeFileSync(join(one.directory, "left-over"), "");

    const before = [one, other].map(({ directory }) => readdirSync(directory));
    places.release();

    expect(before).toEqual([["left-over"], []]);
    expect(one.address).not.toBe(other.address);
    expect([one, other].map(({ directory }) => existsSync(directory))).toEqual([false, false]);
  });

  it("share an empty directory when no files are made in it, and still have an address each", () => {
    const places = new Places();
    const [one, own, other] = [places.next(false), places.next(true), places.next(false)];

    expect([readdirSync(one.directory), one.directory === other.directory]).toEqual([[], true]);
    expect(new Set([one, own, other].map(({ address }) => address)).size).toBe(3);
    expect(own.directory).not.toBe(one.directory);
    places.release();
    expect(existsSync(one.directory)).toBe(false);
    expect(existsSync(places.next(false).directory)).toBe(true);
    places.release();
  });

  it("go on after a release, elsewhere, and leave nothing when they are released twice", () => {
    const places = new Places();
    const before = places.next(true);
    places.release();
    places.release();

    const after = places.next(true);
    places.release();

    expect(after.address).not.toBe(before.address);
    expect([before, after].map(({ directory }) => existsSync(directory))).toEqual([false, false]);
  });

  it("of two sessions are apart", () => {
    const [mine, yours] = [new Places(), new Places()];

    const [one, other] = [mine.next(true).directory, yours.next(true).directory];
    mine.release();

    expect(one).not.toBe(other);
    expect([existsSync(one), existsSync(other)]).toEqual([false, true]);
    yours.release();
  });

  it("of two turns are apart in one folder, and leave what is not theirs", () => {
    const folder = mkdtempSync(join(tmpdir(), "asyncore-conformance-test-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [mine, yours] = [1, 2].map((turn) => new Places(turn).within(() => folder)) as [Places, Places];

    const [one, other] = [mine.next(false).directory, yours.next(false).directory];
    mine.release();

    expect(one).not.toBe(other);
    expect([existsSync(one), existsSync(other)]).toEqual([false, true]);
    yours.release();
    expect(readdirSync(folder)).toEqual([]);
  });
});
