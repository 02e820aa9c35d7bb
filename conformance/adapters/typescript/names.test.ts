// What names stand for while something is constructed, and where the files of peers are.

import { describe, expect, it } from "vitest";
import { Names } from "./names.ts";
import type { AsyncoreModule } from "./shape.ts";

const MODULE = { socketMap: new Map() } as unknown as AsyncoreModule;
const PROGRAM = { world: "loopback", channels: { one: { base: "dispatcher" } }, steps: [] } as const;

const makeNames = () => new Names(MODULE, PROGRAM, { address: "127.0.0.1", directory: "/nowhere" });

describe("the name of what is being constructed", () => {
  it("stands for it from its first event on", () => {
    const names = makeNames();
    const made = {};
    const seen: unknown[] = [];

    names.construct("one", () => {
      seen.push(names.has("one"));
      names.enter("one", made);
      names.enter("one", { later: true });
      seen.push(names.has("one"), names.find("one") === made, names.nameOf(made), [...names.channels()].length);
      return made;
    });

    expect(seen).toEqual([false, true, true, "one", 0]);
    expect([...names.channels()]).toEqual([["one", made]]);
  });

  it("stands for what it stood for before when the construction fails, and what was made is not forgotten", () => {
    const names = makeNames();
    const [former, half] = [{ former: true }, { half: true }];
    names.name("one", former);

    expect(() =>
      names.construct("one", () => {
        names.enter("one", half);
        throw new Error("refused");
      }),
    ).toThrow("refused");

    expect(names.find("one")).toBe(former);
    expect([...names.everything()]).toContain(half);
  });

  it("is taken over by one that is made anew inside, and given back when the outer one is whole", () => {
    const names = makeNames();
    const [outer, inner] = [{ outer: true }, { inner: true }];
    const seen: unknown[] = [];

    names.construct("one", () => {
      names.enter("one", outer);
      names.construct("one", () => {
        names.enter("one", inner);
        return inner;
      });
      seen.push(names.find("one"));
      return outer;
    });

    expect(seen).toEqual([inner]);
    expect([...names.channels()]).toEqual([["one", outer]]);
    expect([...names.everything()]).toContain(inner);
  });

  it("stays with the outer one when one that is made anew inside fails, even before its first event", () => {
    const names = makeNames();
    const outer = { outer: true };
    const seen: unknown[] = [];

    names.construct("one", () => {
      names.enter("one", outer);
      const anew = () =>
        names.construct("one", () => {
          throw new Error("refused");
        });
      expect(anew).toThrow("refused");
      seen.push(names.find("one"));
      return outer;
    });

    expect(seen).toEqual([outer]);
  });

  it("stands for nothing when the outer one fails, though another was made anew inside", () => {
    const names = makeNames();
    const outside = () =>
      names.construct("one", () => {
        names.enter("one", { outer: true });
        names.construct("one", () => ({ inner: true }));
        throw new Error("refused");
      });

    expect(outside).toThrow("refused");

    expect([names.has("one"), [...names.channels()]]).toEqual([false, []]);
  });

  it("is nobody else's: an event of an older object of that name changes nothing", () => {
    const names = makeNames();
    names.name("one", { known: true });

    names.enter("one", { other: true });

    expect(names.find("one")).toEqual({ known: true });
  });
});

describe("the file of a peer", () => {
  it("is where the suite said it is", () => {
    const names = makeNames();

    names.placeFile("far", "/nowhere/far");

    expect(names.fileOf("far")).toBe("/nowhere/far");
    expect(() => names.fileOf("near")).toThrow("near has no file");
  });
});
