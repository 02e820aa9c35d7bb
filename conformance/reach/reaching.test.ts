import { afterAll, describe, expect, it } from "vitest";
import { posixHost } from "../../reference/posix/index.ts";
import type { Program } from "../../spec/program.ts";
import { findInterpreters } from "../adapters/python.ts";
import { Reaching, type Walk } from "./reaching.ts";

const PROGRAM: Program = {
  world: "loopback",
  channels: { c: { base: "dispatcher" } },
  steps: [{ op: "new", channel: "c" }],
};

const interpreters = [...findInterpreters(process.env)].filter(([target]) => ["2.7", "3.11"].includes(target));

describe.each(interpreters)("CPython %s, watched", (_target, python) => {
  const reaching = new Reaching(python, posixHost);
  afterAll(() => reaching.session.close());

  it("says which functions a play went through, and where their lines are", async () => {
    const source = await reaching.source();
    await reaching.reached();
    await reaching.session.play(PROGRAM);
    const { plays, aside } = await reaching.reached();

    const functionOf = ({ arcs }: Walk) => {
      const first = arcs.find(([from]) => from === 0)?.[1];
      return source.asyncore?.lines.find(({ line }) => line === first)?.function;
    };
    expect(plays).toHaveLength(1);
    expect(plays[0]?.map(functionOf)).toContain("dispatcher.__init__");
    expect(aside).toEqual([]);
  });

  it("says what a probe went through, which runs in an interpreter of its own", async () => {
    await reaching.reached();
    await reaching.session.probe("import asyncore\nasyncore.close_all()\n");
    const { plays } = await reaching.reached();

    expect(plays).toHaveLength(1);
    expect(plays[0]?.filter(({ module }) => module === "asyncore").length).toBeGreaterThan(1);
  });

  it("goes on watching after a recursion that has stopped it", async () => {
    await reaching.session.play(PROGRAM);
    await reaching.session.play(PROGRAM);
    const { plays } = await reaching.reached();

    expect(plays.map((walks) => walks.length > 0)).toEqual([true, true]);
  });
});
