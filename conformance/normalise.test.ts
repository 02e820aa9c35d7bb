import { crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Profile } from "../spec/clause.ts";
import type { Action, Program } from "../spec/program.ts";
import type { ActionObservation, Observation, Trace } from "../spec/trace.ts";
import { canonicalJson } from "./digest.ts";
import { type NormaliseContext, normalise, PROJECTIONS } from "./normalise.ts";
import { arbitraryTrace } from "./testing/arbitrary-trace.ts";

const NOTHING: Program = { world: "loopback", channels: {}, steps: [] };
const ADDRESSES = new Map([
  ["127.16.0.1:80", "server"],
  ["127.16.0.1:8080", "other"],
  ["::1:4000", "six"],
  ["/tmp/plays/3/", ""],
]);

function context(profile: Profile = "exact", program: Program = NOTHING): NormaliseContext {
  return { program, profile, addresses: ADDRESSES };
}

/** What becomes of a line the implementation printed. */
function printed(text: string, profile: Profile = "exact"): string {
  const [line] = normalise([{ kind: "written", depth: 0, stream: "stdout", text }], context(profile));
  return line?.kind === "written" ? line.text : "";
}

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

describe("addresses", () => {
  it.each([
    ["<a.B connected 127.16.0.1:80 at 0x7f>", "<CHANNEL connected server at ID>"],
    ["<a.B listening 127.16.0.9:0 at 0x7f>", "<CHANNEL listening any at ID>"],
    ["<a.B 127.16.0.9:43210 at 0x7f>", "<CHANNEL unknown at ID>"],
    ["<a.B ('127.16.0.1', 80) at 0x7f>", "<CHANNEL server at ID>"],
    ["<a.B ('::1', 4000, 0, 0) at 0x7f>", "<CHANNEL six at ID>"],
    ["<a.B listening ('::1', 0, 0, 0) at 0x7f>", "<CHANNEL listening any at ID>"],
    ["<a.B ::1:4001 at 0x7f>", "<CHANNEL unknown at ID>"],
    ["<a.B listening '/tmp/plays/3/door' at 0x7f>", "<CHANNEL listening 'door' at ID>"],
  ])("are shown by name: %s", (text, expected) => {
    expect(printed(text)).toBe(expected);
  });

  it("differ when their names do", () => {
    expect(printed("to 127.16.0.1:80")).not.toBe(printed("to 127.16.0.1:8080"));
    expect(printed("to ('127.16.0.1', 80)")).not.toBe(printed("to ('127.16.0.1', 8080)"));
    expect(printed("to 127.16.0.1:80")).not.toBe(printed("to 127.16.0.1:81"));
    expect(printed("to 127.16.0.1:0")).not.toBe(printed("to 127.16.0.1:81"));
    expect(printed("at '/tmp/plays/3/door'")).not.toBe(printed("at '/tmp/plays/3/window'"));
  });

  it("that merely begin alike are not mistaken for one another", () => {
    expect(printed("to 127.16.0.1:801")).toBe("to unknown");
    expect(printed("to 127.16.0.1:8080")).toBe("to other");
  });

  it("are whole: a version number is none", () => {
    expect(printed("version 4.127.0.0.1:80")).toBe("version 4.127.0.0.1:80");
  });

  it("are named in what an overriding log method is handed, too", () => {
    const trace: Trace = [
      { kind: "event", depth: 0, event: "log_info", of: "a", args: ["to 127.16.0.1:80 at 0x7f>", "error"] },
    ];

    const [event] = normalise(trace, context());

    expect(event).toMatchObject({ args: ["to server at ID>", "error"] });
  });
});

describe("object ids", () => {
  it.each(["<__main__.Noisy at 0x7ff9311b5230>", "<__main__.Noisy at 0x7f84edd5a350>", "<Noisy at 0x1>"])(
    "go from %s",
    (text) => {
      expect(printed(text)).toBe("<CHANNEL at ID>");
    },
  );

  it("go from a channel that cannot be printed, which has them without 0x", () => {
    expect(printed("channel <__repr__(self) failed for object at 7ff9311b48c0>")).toBe(
      "channel <__repr__(self) failed for object at ID>",
    );
  });

  it("are missed where they are missing", () => {
    expect(printed("<__main__.Noisy>")).not.toBe(printed("<__main__.Noisy at 0x7f>"));
  });

  it("are not seen in a message that speaks of something else", () => {
    expect(printed("meet me at cafe")).not.toBe(printed("meet me at face"));
  });
});

describe("class paths", () => {
  it("go, whatever the player calls its subclass", () => {
    expect(printed("<__main__.L connected 127.16.0.1:80 at 0x7f>")).toBe(
      printed("<play.<locals>.Recording connected 127.16.0.1:80 at 0x1>"),
    );
  });

  it("leave what follows: state and address", () => {
    const states = ["<L at 0x1>", "<L listening at 0x1>", "<L connected at 0x1>", "<L 42 at 0x1>", "<L 'here' at 0x1>"];

    expect(new Set(states.map((text) => printed(text))).size).toBe(states.length);
  });

  it("leave a channel without a class as it is", () => {
    expect(printed("< at 0x1>")).toBe("< at ID>");
  });
});

describe("traceback frames", () => {
  it("go, however many there are and whoever's they are", () => {
    expect(printed("(<class 'ValueError'>:boom [a.py|f|1])")).toBe(
      printed("(<class 'ValueError'>:boom [file:///a b.ts|Object.<anonymous>|7] [b.ts|async g|30])"),
    );
  });

  it("are missed where there are none", () => {
    expect(printed("(<class 'ValueError'>:boom [a.py|f|1])")).not.toBe(printed("(<class 'ValueError'>:boom )"));
  });

  it("are only what stands at the end: an exception may speak in brackets", () => {
    expect(printed("(<class 'ValueError'>:in [brackets|x|1] and ) paren [probe.py|handle_read|6])")).toBe(
      "(<exception>:in [brackets|x|1] and ) paren [frames])",
    );
  });
});

describe("exception classes", () => {
  it("go: each language has its own", () => {
    const classes = ["<class 'socket.error'>", "<class 'ConnectionResetError'>", "<class 'OsError'>"];

    const lines = classes.map((name) => printed(`(${name}:[Errno 104] Connection reset by peer [a|b|1])`));

    expect(new Set(lines)).toEqual(new Set(["(<exception>:[Errno 104] Connection reset by peer [frames])"]));
  });

  it.each(["TypeError", "exceptions.AttributeError", "KeyError", "IndexError"])(
    "take the language's own words with them: %s",
    (name) => {
      expect(printed(`(<class '${name}'>:one wording [a|b|1])`)).toBe(printed(`(<class '${name}'>:another [a|b|1])`));
    },
  );

  it("leave every other exception's text", () => {
    expect(printed("(<class 'ValueError'>:boom [a|b|1])")).not.toBe(printed("(<class 'ValueError'>:bang [a|b|1])"));
    expect(printed("(<class 'ValueError'>: [a|b|1])")).not.toBe(printed("(<class 'ValueError'>:boom [a|b|1])"));
    expect(printed("(<class 'Mine'>:boom [a|b|1])")).not.toBe(printed("(<class 'TypeError'>:boom [a|b|1])"));
  });

  it("go from an exception whose text has several lines, which are printed one by one", () => {
    expect(printed("error: (<type 'exceptions.ValueError'>:first line")).toBe("error: (<exception>:first line");
    expect(printed("second line [a|b|1])")).toBe("second line [frames])");
  });
});

const LARGE = { repeat: "0123456789", times: 1000 };
const LARGE_PART_CRC32 = crc32(Buffer.from("0123456789".repeat(40)));

/** A channel that sends, and a peer that is asked for what the channel says it sent. */
function sending(...sends: Action[]): Program {
  const steps: Action[] = [...sends, { op: "peer.recv", peer: "wire", from: "client" }];
  return { world: "loopback", channels: { client: { base: "dispatcher" } }, steps };
}

function send(asked: number, returned: number | null): ActionObservation {
  return { kind: "action", depth: 0, op: "send", of: "client", asked, ...(returned === null ? {} : { returned }) };
}

function received(data: string | { length: number; crc32: number }): ActionObservation {
  return { kind: "action", depth: 0, op: "peer.recv", of: "wire", returned: { saw: "data", data } };
}

const ALL = { returned: { saw: "data", data: "all that was sent" } };

describe("bytes received", () => {
  const abc: Action = { op: "send", channel: "client", data: "abc" };
  const xyz: Action = { op: "send", channel: "client", data: "xyz" };
  const large: Action = { op: "send", channel: "client", data: LARGE };
  const of = (program: Program, ...trace: Trace) => normalise(trace, context("exact", program)).at(-1);

  it("are named when they are what the channel says it sent", () => {
    expect(of(sending(abc), send(3, 3), received("abc"))).toMatchObject(ALL);
    expect(of(sending(abc), send(3, 2), received("ab"))).toMatchObject(ALL);
    expect(of(sending(abc, xyz), send(3, 3), send(3, 1), received("abcx"))).toMatchObject(ALL);
    expect(of(sending(large), send(10_000, 400), received({ length: 400, crc32: LARGE_PART_CRC32 }))).toMatchObject(
      ALL,
    );
  });

  it("stay what they were when they are too many, too few or others", () => {
    for (const data of ["ab", "abcd", "abd", ""])
      expect(of(sending(abc), send(3, 3), received(data))).toEqual(received(data));
    const other = received({ length: 400, crc32: 1 });
    expect(of(sending(large), send(10_000, 400), other)).toEqual(other);
  });

  it("are told from those of another send of the same length", () => {
    expect(of(sending(abc, xyz), send(3, 3), send(3, 3), received("abcabc"))).toEqual(received("abcabc"));
    expect(of(sending(abc, xyz), send(3, 3), send(3, 3), received("xyzabc"))).toEqual(received("xyzabc"));
  });

  it("are counted from one check to the next", () => {
    const program = { ...sending(), steps: [...sending(abc).steps, ...sending(xyz).steps] };
    const trace = [send(3, 3), received("abc"), send(3, 3), received("abcxyz")];

    expect(of(program, ...trace)).toEqual(received("abcxyz"));
    expect(of(program, ...trace.slice(0, 3), received("xyz"))).toMatchObject(ALL);
  });

  it("are found where a reaction sends them", () => {
    const program: Program = {
      world: "loopback",
      channels: { client: { base: "dispatcher", on: { handle_connect: [{ do: [abc] }, { do: [xyz] }] } } },
      steps: [{ op: "poll" }, { op: "peer.recv", peer: "wire", from: "client" }],
    };
    const event: Observation = { kind: "event", depth: 1, event: "handle_connect", of: "client" };
    const trace: Trace = [
      { kind: "action", depth: 0, op: "poll" },
      event,
      { ...send(3, 3), depth: 2 },
      event,
      { ...send(3, 3), depth: 2 },
    ];

    expect(of(program, ...trace, received("abcxyz"))).toMatchObject(ALL);
    expect(of(program, ...trace, received("xyzabc"))).toEqual(received("xyzabc"));
  });

  it("are all that was asked of a channel that buffers", () => {
    const buffering: Program = { ...sending(abc), channels: { client: { base: "dispatcher_with_send" } } };

    expect(of(buffering, send(3, null), received("abc"))).toMatchObject(ALL);
    expect(of(buffering, send(3, null), received("ab"))).toEqual(received("ab"));
    expect(of(sending(abc), send(3, null), received("abc"))).toEqual(received("abc"));
  });

  it("stay different when the trace is normalised again, though short sends have lost their number by then", () => {
    const program = sending(abc, large);
    const once = normalise([send(3, 3), send(10_000, 400), received("abc")], context("exact", program));

    const twice = normalise(once, context("exact", program));

    expect(twice.at(-1)).toEqual(received("abc"));
  });

  it("of a peer nobody asked about are left alone", () => {
    const program: Program = { ...sending(), steps: [abc, { op: "peer.recv", peer: "wire" }] };

    expect(of(program, send(3, 3), received("abc"))).toEqual(received("abc"));
  });
});

describe("short sends", () => {
  const returnedOf = (asked: number, returned: number | null) =>
    (normalise([send(asked, returned)], context())[0] as ActionObservation).returned;

  it("are some", () => {
    expect(returnedOf(10_000, 1)).toBe("some");
    expect(returnedOf(10_000, 9_999)).toBe("some");
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
