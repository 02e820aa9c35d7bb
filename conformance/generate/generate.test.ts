// Random programs: every one may be played, each is decided by its number alone, and any of them can be made smaller.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Name, Program, World } from "../../spec/program.ts";
import { programError } from "../check/program.ts";
import { actionsOf } from "../judge/qualify.ts";
import { shapeError } from "../load/validate.ts";
import { arbitraryProgram, programOf, smaller } from "./index.ts";
import { wellFormed } from "./well-formed.ts";

const WORLDS: readonly World[] = ["loopback", "scripted"];

function wrongWith(program: Program): string | null {
  return shapeError("program", program) ?? programError(program);
}

function without<Declared>(group: Readonly<Record<Name, Declared>>, name: Name): Readonly<Record<Name, Declared>> {
  return Object.fromEntries(Object.entries(group).filter(([key]) => key !== name));
}

/** The smallest program that `shows` something, found as fast-check finds it: always the first smaller one that does. */
function smallest(program: Program, shows: (program: Program) => boolean): Program {
  for (const less of smaller(program)) if (shows(less)) return smallest(less, shows);
  return program;
}

function closesAnotherWhileReading({ channels }: Program): boolean {
  return Object.entries(channels).some(([name, { on = {} }]) =>
    on.handle_read?.some(
      (reaction) =>
        reaction !== null &&
        typeof reaction === "object" &&
        "do" in reaction &&
        reaction.do?.some((action) => action.op === "close" && action.channel !== name),
    ),
  );
}

describe.each(WORLDS)("a random program of the %s world", (world) => {
  const programs = Array.from({ length: 300 }, (_, index) => programOf(world, 1, index));

  it("may be played", () => {
    expect(programs.map(wrongWith).filter((wrong) => wrong !== null)).toEqual([]);
  });

  it("is decided by seed and number, whatever else was asked for", () => {
    expect(programOf(world, 1, 299)).toEqual(programs[299]);
    expect(programOf(world, 2, 299)).not.toEqual(programs[299]);
    expect(new Set(programs.map((program) => JSON.stringify(program))).size).toBeGreaterThan(295);
  });

  it("is left as it is by what makes programs well formed", () => {
    expect(programs.map(wellFormed)).toEqual(programs);
  });

  it("stays well formed when a channel, a step or a socket is taken out of it", () => {
    const poorer = programs.slice(0, 100).flatMap((program) => [
      ...Object.keys(program.channels).map((name) => ({ ...program, channels: without(program.channels, name) })),
      ...program.steps.map((_, at) => ({ ...program, steps: program.steps.toSpliced(at, 1) })),
      ...Object.keys(program.script?.sockets ?? {}).map((name) => ({
        ...program,
        script: { ...program.script, sockets: without(program.script?.sockets ?? {}, name) },
      })),
    ]);
    expect(poorer.map((draft) => wrongWith(wellFormed(draft))).filter((wrong) => wrong !== null)).toEqual([]);
  });

  it("does not wait in real time, and has no count to run for ever by", () => {
    const passes = programs.flatMap((program) => actionsOf(program).map(({ action }) => action));
    const waiting = passes.filter((action) => "timeout" in action && action.timeout !== 0);
    expect(waiting.length > 0).toBe(world === "scripted");
  });

  it("has several channels in a pass, and closes others inside it, often enough to matter", () => {
    const crowded = programs.filter(({ channels }) => Object.keys(channels).length > 1);
    expect(crowded.length).toBeGreaterThan(200);
    expect(programs.filter(closesAnotherWhileReading).length).toBeGreaterThan(20);
  });

  it("has only smaller ones below it, all of which may be played", () => {
    for (const program of programs.slice(0, 10)) {
      const less = [...smaller(program)];
      expect(less.map(wrongWith).filter((wrong) => wrong !== null)).toEqual([]);
      expect(less.every((one) => JSON.stringify(one).length <= JSON.stringify(program).length)).toBe(true);
    }
  });

  it("is made as small as what is looked for allows", () => {
    const found = programs.find(closesAnotherWhileReading) as Program;
    const { channels, steps, script } = smallest(found, closesAnotherWhileReading);
    expect(Object.keys(channels)).toHaveLength(2);
    expect(steps).toEqual([]);
    expect(script ?? {}).toEqual({});
    expect(JSON.stringify(channels).length).toBeLessThan(140);
  });

  it("comes from fast-check, too, which makes it small", () => {
    const failing = fc.check(
      fc.property(arbitraryProgram(world), (program) => program.steps.length < 4),
      { seed: 1 },
    );
    expect(failing.failed).toBe(true);
    expect(failing.counterexample?.[0].steps).toHaveLength(4);
  });
});

it("random programs of the loopback world meet remotes of every kind, often enough to matter", () => {
  const many = Array.from({ length: 1000 }, (_, index) => programOf("loopback", 1, index));
  const how = (needle: string) => many.filter((program) => JSON.stringify(program.steps).includes(needle)).length;

  expect(how('"type":"datagram"')).toBeGreaterThan(100);
  expect(how('"peer.urgent"')).toBeGreaterThan(100);
  expect(how('"peer.shutdown"')).toBeGreaterThan(100);
  expect(how('"peer.reset"')).toBeGreaterThan(100);
  expect(how('"from":"c')).toBeGreaterThan(3);
});

describe("a random program of the loopback world", () => {
  it("reads no file while its channel is added, when it still blocks: program 47787 of seed 20261122 never came back", () => {
    expect(programOf("loopback", 20261122, 47787).channels).toEqual({ c0: { base: "file_dispatcher" } });
  });

  it("keeps nothing of a flood for which a remote waits: whoever buffers writes in every pass there is", () => {
    const many = Array.from({ length: 3000 }, (_, index) => programOf("loopback", 6, index));
    const floods = many.flatMap(({ channels, steps }) => {
      const last = steps.at(-1);
      const from = last?.op === "peer.recv" ? last.from : undefined;
      const channel = from === undefined ? undefined : channels[from];
      return channel === undefined || channel.base === "dispatcher" ? [] : [{ channel, before: steps.slice(-7, -1) }];
    });

    expect(floods.length).toBeGreaterThan(5);
    expect(floods.map(({ channel }) => channel).filter(({ on }) => on !== undefined)).toEqual([]);
    expect(floods.flatMap(({ before }) => before).filter(({ op }) => op !== "loop")).toEqual([]);
  });
});
