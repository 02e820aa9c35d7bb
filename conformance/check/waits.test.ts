import { describe, expect, it } from "vitest";
import type { Action, Program } from "../../spec/program.ts";
import type { ActionObservation, Observation, Trace } from "../../spec/trace.ts";
import { waitsError } from "./waits.ts";

function timed(timeout?: number, count?: number | null): Action {
  return {
    op: "loop",
    timed: true,
    ...(timeout === undefined ? {} : { timeout }),
    ...(count === undefined ? {} : { count }),
  };
}

function programOf(...steps: readonly Action[]): Program {
  return { world: "loopback", channels: {}, steps };
}

function looped(waitedAtLeastTimeout: boolean, depth = 0): ActionObservation {
  return { kind: "action", depth, op: "loop", waitedAtLeastTimeout };
}

function claims(seconds: number, tookMs: number): string {
  return `its trace claims waits of at least ${seconds} s, but the play took ${tookMs} ms`;
}

describe("waits", () => {
  it("that a trace claims take their time", () => {
    const program = programOf(timed(0.05));

    expect(waitsError(program, [looped(true)], 10)).toBe(claims(0.05, 10));
    expect(waitsError(program, [looped(true)], 60)).toBeNull();
  });

  it("may end a little sooner than their timeouts, each of them", () => {
    const program = programOf(timed(0.05), timed(0.05));

    expect(waitsError(program, [looped(true), looped(true)], 96)).toBeNull();
    expect(waitsError(program, [looped(true), looped(true)], 95)).toBe(claims(0.1, 95));
  });

  it("last timeout × count", () => {
    const took = [timed(0.05, 3), timed(0.05, null), timed(0.05, 0), timed(undefined, 7), timed()].map((action) =>
      waitsError(programOf(action), [looped(true)], 1),
    );

    expect(took).toEqual([claims(0.15, 1), claims(0.05, 1), claims(0.05, 1), null, null]);
  });

  it("that a trace does not claim are nobody's business", () => {
    const { waitedAtLeastTimeout: _untimed, ...untimed } = looped(true);

    expect(waitsError(programOf(timed(5)), [looped(false)], 0)).toBeNull();
    expect(waitsError(programOf({ op: "loop", timeout: 5 }), [untimed], 0)).toBeNull();
  });

  it("of actions that the program does not have are not counted", () => {
    expect(waitsError(programOf(timed(5)), [{ ...looped(true), op: "poll" }], 0)).toBeNull();
  });

  it("inside another count once, and after it again", () => {
    const nested = timed(0.02);
    const program: Program = {
      ...programOf(timed(0.05), timed(0.05)),
      channels: { channel: { base: "dispatcher", on: { readable: [{ do: [nested] }] } } },
    };
    const event: Observation = { kind: "event", depth: 1, event: "readable", of: "channel" };
    const trace = (outer: boolean): Trace => [looped(outer), event, looped(true, 2), looped(true)];

    expect(waitsError(program, trace(true), 1)).toBe(claims(0.1, 1));
    expect(waitsError(program, trace(false), 1)).toBe(claims(0.07, 1));
  });

  it("in the scripted world are the script's", () => {
    expect(waitsError({ ...programOf(timed(5)), world: "scripted" }, [looped(true)], 0)).toBeNull();
  });
});
