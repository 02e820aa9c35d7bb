import { afterEach, describe, expect, it } from "vitest";
import { posixHost } from "../reference/posix/index.ts";
import type { Trace } from "../spec/trace.ts";
import type { Adapter, Answer, PlayOutcome } from "./adapters/adapter.ts";
import { findInterpreters, pythonAdapter } from "./adapters/python.ts";
import { examine, type Finding } from "./doctor.ts";
import { Session } from "./session.ts";
import { fakeSource } from "./testing/fake-adapter.ts";

const UNKNOWN_METHOD: Answer = { answer: "error", code: -32601, message: "there is no such method" };
const UNKNOWN_OP: Answer = { answer: "error", code: -32000, message: "no such op", unsupported: "no-such-op" };

let session: Session | null = null;
afterEach(() => session?.close());

/** What the doctor finds about an adapter that gives these answers and plays these traces, the last of them for ever. */
async function findings(
  answers: { method?: Answer; op?: Answer },
  outcomes: readonly PlayOutcome[] = [{ outcome: "played", trace: [] }],
): Promise<readonly Finding[]> {
  let plays = 0;
  const source = fakeSource(() => outcomes[Math.min(plays++, outcomes.length - 1)] as PlayOutcome);
  session = new Session(source, posixHost);
  const { method = UNKNOWN_METHOD, op = UNKNOWN_OP } = answers;
  const adapter: Adapter = { ...(await source.start(1000)), ask: async (name) => (name === "play" ? op : method) };
  return examine(adapter, session, 1000);
}

function played(text: string): PlayOutcome {
  const trace: Trace = [{ kind: "written", depth: 0, stream: "stdout", text }];
  return { outcome: "played", trace };
}

describe("the doctor", () => {
  it("finds nothing wrong with an adapter that answers, plays and forgets", async () => {
    expect(await findings({})).toEqual([
      {
        check: "shakes hands",
        found: "CPython asyncore 3.11.7 (Python), bases dispatcher, dispatcher_with_send, file_dispatcher, async_chat",
        remedy: null,
      },
      { check: "answers an unknown method", found: "error -32601: there is no such method", remedy: null },
      { check: "refuses an unknown action", found: "error -32000: no such op", remedy: null },
      { check: "keeps plays apart", found: "a play does not see what the one before it left", remedy: null },
      { check: "gives the same trace twice", found: "0 observations, twice the same", remedy: null },
    ]);
  });

  it.each<[string, Answer, string]>([
    ["gives a result", { answer: "result", result: { a: 1 } }, 'a result: {"a":1}'],
    ["gives another error", { answer: "error", code: -32603, message: "oops" }, "error -32603: oops"],
    ["does not answer", { answer: "late", limitMs: 1000 }, "nothing within 1000 ms"],
    ["ends", { answer: "closed", reason: "it ended with exit code 0" }, "it ended with exit code 0"],
    ["raves", { answer: "garbled", reason: "it wrote a line that is not JSON" }, "it wrote a line that is not JSON"],
  ])("says so when an unknown method %s", async (_what, method, found) => {
    expect((await findings({ method }))[1]).toEqual({
      check: "answers an unknown method",
      found,
      remedy: "Answer a method you do not know with error -32601, so that newer suites can talk to you.",
    });
  });

  it.each<[string, Answer, string]>([
    ["is played", { answer: "result", result: { trace: [] } }, 'a result: {"trace":[]}'],
    ["is refused without a name", { answer: "error", code: -32000, message: "no" }, "error -32000: no"],
    ["is refused with another code", { ...UNKNOWN_OP, code: -32603 } as Answer, "error -32603: no such op"],
  ])("says so when an unknown action %s", async (_what, op, found) => {
    expect((await findings({ op }))[2]).toEqual({
      check: "refuses an unknown action",
      found,
      remedy:
        "Answer a program with an action you do not know with error -32000 and data.unsupported, before you play any of it.",
    });
  });

  it("says so when a play sees what another left", async () => {
    const [, , , isolation] = await findings({}, [played("clean"), played("litter"), played("not clean")]);

    expect(isolation?.found).toMatch(/^a play sees what the one before it left: .*not clean/);
    expect(isolation?.remedy).toBe(
      "When a play ends, close its sockets, empty the global map and restore every class attribute it changed.",
    );
  });

  it.each([0, 1, 2])("says so when play %i of those that must be apart is not played", async (which) => {
    const plays = [played(""), played(""), played("")].with(which, { outcome: "crashed", reason: "it ended" });

    expect((await findings({}, [...plays, played("")]))[3]).toEqual({
      check: "keeps plays apart",
      found: 'a small program was not played: {"outcome":"crashed","reason":"it ended"}',
      remedy: "Play the actions new, create_socket, set, get and loop.",
    });
  });

  it("says so when the same program leaves two traces", async () => {
    const [, , , , determinism] = await findings({}, [
      played(""),
      played(""),
      played(""),
      played("one"),
      played("two"),
    ]);

    expect(determinism?.found).toMatch(/^the second trace differs: \{"at":0,/);
    expect(determinism?.remedy).toBe(
      "Show names instead of numbers, and record observations in the order in which they happen.",
    );
  });

  it("says so when the program to be repeated is not played", async () => {
    const refused: PlayOutcome = { outcome: "refused", reason: "error -32603: oops" };

    expect((await findings({}, [played(""), played(""), played(""), played(""), refused]))[4]).toEqual({
      check: "gives the same trace twice",
      found: 'a small program was not played: {"outcome":"refused","reason":"error -32603: oops"}',
      remedy: "Play it by hand: `asyncore-conformance run connect/connect-on-first-write -- …`.",
    });
  });

  const python = findInterpreters(process.env).get("3.11");
  it.skipIf(python === undefined)("finds nothing wrong with the Python adapter", async () => {
    const source = pythonAdapter(python ?? "");
    session = new Session(source, posixHost);
    const adapter = await source.start(20_000);

    const found = await examine(adapter, session, 10_000);
    await adapter.stop();

    expect(found.filter(({ remedy }) => remedy !== null)).toEqual([]);
    expect(found.at(-1)?.found).toMatch(/^\d\d observations, twice the same$/);
  });
});
