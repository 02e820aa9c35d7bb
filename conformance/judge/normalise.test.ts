// Whether the list of projections is what it claims to be, and those that are no matter of text take out what they may.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Profile } from "../../spec/clause.ts";
import type { World } from "../../spec/program.ts";
import type { ActionObservation, Observation, Trace } from "../../spec/trace.ts";
import { canonicalJson } from "../certificate/digest.ts";
import { arbitraryTrace } from "../testing/arbitrary-trace.ts";
import { context, printed } from "../testing/normalising.ts";
import { normalise, PROJECTIONS } from "./normalise.ts";

/** Lines of the default handle_error, as the interpreters printed them (2.7.18 and 3.11.7). */
const LINES = {
  "2.7":
    "error: uncaptured python exception, closing channel <__main__.Noisy at 0x7ff9311b5230> " +
    "(<type 'exceptions.ValueError'>:boom [probe.py|<module>|12] [probe.py|handle_read|6])",
  "3.11":
    "error: uncaptured python exception, closing channel <__main__.Noisy at 0x7f84edd5a350> " +
    "(<class 'ValueError'>:boom [/tmp/w/probe.py|<module>|12] [/tmp/w/probe.py|handle_read|6])",
  javascript:
    "error: uncaptured python exception, closing channel <Noisy at 0x1> " +
    "(<class 'ValueError'>:boom [file:///w/play.ts|Noisy.handleRead|6] [asyncore/select.ts|Object.<anonymous>|101])",
};

describe("the list of projections", () => {
  it("is closed", () => {
    expect(PROJECTIONS.map(({ name, profiles }) => `${name} (${profiles.join(", ")})`)).toEqual([
      "addresses (documented, exact)",
      "object ids (documented, exact)",
      "class paths (documented, exact)",
      "traceback frames (documented, exact)",
      "exception classes (documented, exact)",
      "order of maps (documented, exact)",
      "bytes received (documented, exact)",
      "short sends (documented, exact)",
      "log text (documented)",
      "error text (documented)",
      "system calls (documented)",
    ]);
  });

  it("gives a reason for each", () => {
    expect(PROJECTIONS.filter(({ why }) => !why.endsWith("."))).toEqual([]);
  });

  it("brings the lines of every implementation to one", () => {
    const lines = Object.values(LINES).map((line) => printed(line));

    expect(new Set(lines)).toEqual(
      new Set(["error: uncaptured python exception, closing channel <CHANNEL at ID> (<exception>:boom [frames])"]),
    );
  });

  it.each(["exact", "documented"] as const)("changes nothing the second time (%s)", (profile) => {
    fc.assert(
      fc.property(arbitraryTrace, (trace) => {
        const once = normalise(trace, context(profile));
        expect(normalise(once, context(profile))).toEqual(once);
      }),
      { numRuns: 300 },
    );
  });

  it("lets a trace that was normalised for the exact profile be normalised for the documented one", () => {
    fc.assert(
      fc.property(arbitraryTrace, (trace) => {
        const exactFirst = normalise(normalise(trace, context("exact")), context("documented"));
        expect(exactFirst).toEqual(normalise(trace, context("documented")));
      }),
    );
  });

  it("leaves everything but text, endings and system calls as it was", () => {
    const withoutEnding = ({ ...observation }: Observation) => {
      for (const member of ["returned", "text", "args"])
        delete (observation as unknown as Record<string, unknown>)[member];
      return observation;
    };
    fc.assert(
      fc.property(arbitraryTrace, (trace) => {
        expect(normalise(trace, context("exact")).map(withoutEnding)).toEqual(trace.map(withoutEnding));
      }),
    );
  });

  it("does not touch the trace it is given", () => {
    fc.assert(
      fc.property(arbitraryTrace, (trace) => {
        const before = canonicalJson(trace);
        normalise(trace, context("documented"));
        expect(canonicalJson(trace)).toBe(before);
      }),
    );
  });
});

describe("short sends", () => {
  const returnedOf = (asked: number, returned: number | null, world: World = "loopback") => {
    const send: ActionObservation = { kind: "action", depth: 0, op: "send", of: "client", asked };
    const where = context("exact", { world, channels: {}, steps: [] });
    const [sent] = normalise([returned === null ? send : { ...send, returned }], where);
    return (sent as ActionObservation).returned;
  };

  it("are some", () => {
    expect(returnedOf(10_000, 1)).toBe("some");
    expect(returnedOf(10_000, 9_999)).toBe("some");
  });

  it("are what the script says where there is one", () => {
    expect(returnedOf(10_000, 1, "scripted")).toBe(1);
  });

  it("differ from full ones, from none and from no answer", () => {
    expect([10_000, 0, 10_001, -1, null].map((returned) => returnedOf(10_000, returned))).toEqual([
      10_000,
      0,
      10_001,
      -1,
      undefined,
    ]);
  });
});

describe("the maps of a channel", () => {
  const mapsOf = (maps: readonly string[]) => {
    const declared = { zoo: { kind: "plain" }, attic: { kind: "plain" } } as const;
    const flags = { connected: true, accepting: false, connecting: false, closing: false };
    const state: Observation = {
      ...{ kind: "state", depth: 0, of: "client", addr: null, socket: "open" },
      ...flags,
      maps,
    };
    const [kept] = normalise([state], context("exact", { world: "loopback", channels: {}, maps: declared, steps: [] }));
    return kept?.kind === "state" ? kept.maps : [];
  };

  it("are the same in any order, because members of a JSON object have none", () => {
    expect(mapsOf(["attic", "zoo", "global"])).toEqual(["global", "zoo", "attic"]);
  });

  it("differ when one is missing, is another one, or is there twice", () => {
    expect([["zoo"], ["attic", "cellar"], ["attic", "attic"]].map(mapsOf)).toEqual([
      ["zoo"],
      ["attic", "cellar"],
      ["attic", "attic"],
    ]);
  });
});

describe("log text", () => {
  it("is not promised by the documentation", () => {
    expect(printed("warning: unhandled read event", "documented")).toBe("…");
  });

  it("is promised to be there, on its stream", () => {
    const line = (stream: "stdout" | "stderr"): Observation => ({
      kind: "written",
      depth: 0,
      stream,
      text: "log: hello",
    });
    const traces: Trace[] = [[], [line("stdout")], [line("stderr")], [line("stdout"), line("stdout")]];

    const normalised = traces.map((trace) => canonicalJson(normalise(trace, context("documented"))));

    expect(new Set(normalised).size).toBe(traces.length);
  });

  it("counts in the exact profile", () => {
    expect(printed("warning: unhandled read event")).not.toBe(printed("warning: unhandled write event"));
  });
});

describe("error text", () => {
  const raising = (errno: "EBADF" | "EPIPE", text: string, profile: Profile) =>
    canonicalJson(
      normalise(
        [{ kind: "action", depth: 0, op: "recv", of: "client", raised: { kind: "os", errno, text } }],
        context(profile),
      ),
    );

  it("is not promised by the documentation", () => {
    expect(raising("EBADF", "EBADF", "documented")).toBe(raising("EBADF", "Bad file descriptor", "documented"));
  });

  it("leaves kind and errno", () => {
    expect(raising("EBADF", "x", "documented")).not.toBe(raising("EPIPE", "x", "documented"));
  });

  it("counts in the exact profile", () => {
    expect(raising("EBADF", "EBADF", "exact")).not.toBe(raising("EBADF", "Bad file descriptor", "exact"));
  });
});

describe("system calls", () => {
  const call: Observation = { kind: "call", depth: 1, call: "select", args: [1] };
  const event: Observation = { kind: "event", depth: 1, event: "handle_read", of: "client" };

  it("are an implementation's own affair", () => {
    expect(normalise([call, event], context("documented"))).toEqual([event]);
  });

  it("count in the exact profile, and events in both", () => {
    expect(normalise([call, event], context("exact"))).toEqual([call, event]);
    expect(normalise([call], context("documented"))).not.toEqual(normalise([call, event], context("documented")));
  });
});
