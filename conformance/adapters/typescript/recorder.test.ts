// The trace and its budget: what is observed, how deep, and what happens when there is no room.

import { describe, expect, it } from "vitest";
import type { Limits } from "../../../spec/program.ts";
import type { ActionObservation } from "../../../spec/trace.ts";
import { Recorder } from "./recorder.ts";

class ExitNow extends Error {}

const recorderWith = (limits?: Limits) => new Recorder(limits, ExitNow);
const call = (recorder: Recorder, inside: () => unknown = () => undefined) =>
  recorder.observe<ActionObservation, unknown>({ kind: "action", op: "close" }, (observation) => {
    const value = inside();
    recorder.returned(observation, "done");
    return value;
  });

describe("Recorder", () => {
  it("writes an observation when its call begins, and its ending into it", () => {
    const recorder = recorderWith();
    call(recorder, () => recorder.written("stdout", "inside"));
    expect(recorder.trace).toEqual([
      { kind: "action", op: "close", depth: 0, returned: "done" },
      { kind: "written", depth: 1, stream: "stdout", text: "inside" },
    ]);
  });

  it("records what a call throws, and throws it on", () => {
    const recorder = recorderWith();
    const thrown = new TypeError("no");
    expect(() =>
      call(recorder, () => {
        throw thrown;
      }),
    ).toThrow(thrown);
    expect(recorder.trace).toEqual([{ kind: "action", op: "close", depth: 0, raised: { kind: "type" } }]);
  });

  it("ends with `exhausted` in place of the observation for which there is no room", () => {
    const recorder = recorderWith({ observations: 2 });
    expect(() => call(recorder, () => call(recorder, () => call(recorder)))).toThrow(ExitNow);
    expect(recorder.trace).toEqual([
      { kind: "action", op: "close", depth: 0 },
      { kind: "action", op: "close", depth: 1 },
      { kind: "exhausted", depth: 2, by: "observations" },
    ]);
  });

  it("ends when calls are nested deeper than the limit", () => {
    const recorder = recorderWith({ depth: 1 });
    expect(() => call(recorder, () => call(recorder, () => call(recorder)))).toThrow(ExitNow);
    expect(recorder.trace.at(-1)).toEqual({ kind: "exhausted", depth: 2, by: "depth" });
  });

  it("observes nothing and throws at every later call once the budget is spent", () => {
    const recorder = recorderWith({ observations: 1 });
    call(recorder);
    recorder.written("stdout", "too much");
    expect(() => call(recorder)).toThrow(ExitNow);
    expect(recorder.trace).toHaveLength(2);
    expect(recorder.spent).toBe(true);
  });
});
