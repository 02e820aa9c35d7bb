import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { posixHost } from "../../reference/posix/index.ts";
import type { PeerParams } from "../../spec/adapter.ts";
import type { Adapter, Answer, PlayOutcome } from "../adapters/adapter.ts";
import { moduleAdapter, referenceAdapter } from "../adapters/module.ts";
import { findInterpreters, pythonAdapter } from "../adapters/python.ts";
import { packagePath } from "../package-path.ts";
import { Session } from "../play/session.ts";
import { fakeSource } from "../testing/fake-adapter.ts";
import { examine } from "./doctor.ts";
import type { Finding } from "./finding.ts";
import { TRIALS } from "./programs.ts";
import { REMEDIES } from "./remedies.ts";

const UNKNOWN_METHOD: Answer = { answer: "error", code: -32601, message: "there is no such method" };
const UNKNOWN_OP: Answer = { answer: "error", code: -32000, message: "no such op", unsupported: "no-such-op" };
const LOOKS = "looks through a program before it plays any of it";
const REFUSED = { outcome: "refused", reason: "error -32000: no such op" } as const;

let session: Session | null = null;
afterEach(() => session?.close());

/** What the doctor finds about an adapter that answers like this, and plays like this before it is in a session. */
async function findings(
  answers: { method?: Answer; op?: Answer },
  play: Adapter["play"] = async () => REFUSED,
): Promise<readonly Finding[]> {
  const source = fakeSource(() => REFUSED);
  session = new Session(source, posixHost);
  const { method = UNKNOWN_METHOD, op = UNKNOWN_OP } = answers;
  const adapter: Adapter = {
    ...(await source.start(1000)),
    ask: async (name) => (name === "play" ? op : method),
    play,
  };
  return examine(adapter, session, 1000);
}

/** What `check` found. */
function findingOf(check: string, found: readonly Finding[]): Finding | undefined {
  return found.find((finding) => finding.check === check);
}

describe("the doctor", () => {
  it.each<[string, Answer, string]>([
    ["gives a result", { answer: "result", result: { a: 1 } }, 'it answered with a result: {"a":1}'],
    ["gives another error", { answer: "error", code: -32603, message: "oops" }, "it answered with error -32603: oops"],
    ["does not answer", { answer: "late", limitMs: 1000 }, "it answered nothing within 1000 ms"],
    ["ends", { answer: "closed", reason: "it ended with exit code 0" }, "it ended with exit code 0"],
    ["raves", { answer: "garbled", reason: "it wrote a line that is not JSON" }, "it wrote a line that is not JSON"],
  ])("says so when an unknown method %s", async (_what, method, found) => {
    const check = "answers an unknown method";
    expect(findingOf(check, await findings({ method }))).toEqual({
      check,
      found,
      state: "to mend",
      remedy: REMEDIES.adapter.unknownMethod,
    });
  });

  it("says what it did not ask because of that", async () => {
    const raving: Answer = { answer: "garbled", reason: "it wrote a line that is not JSON" };

    expect(findingOf("can play what it declares", await findings({}))?.state).toBe("in order");
    expect(findingOf("can play what it declares", await findings({ method: raving }))).toEqual({
      check: "can play what it declares",
      found: "not asked before what is found above is mended",
      state: "not asked",
      remedy: null,
    });
  });

  it.each<[string, Answer, string]>([
    ["is played", { answer: "result", result: { trace: [] } }, 'it answered with a result: {"trace":[]}'],
    [
      "is refused without a name",
      { answer: "error", code: -32000, message: "no" },
      "it answered with error -32000: no",
    ],
    [
      "is refused with another code",
      { ...UNKNOWN_OP, code: -32603 } as Answer,
      "it answered with error -32603: no such op",
    ],
  ])("says so when an unknown action %s", async (_what, op, found) => {
    const check = "refuses an unknown action";
    expect(findingOf(check, await findings({ op }))).toEqual({
      check,
      found,
      state: "to mend",
      remedy: REMEDIES.adapter.unknownAction,
    });
  });

  it("says so when a program is played before all of it was looked at", async () => {
    const listen: PeerParams = { action: { op: "peer.listen", peer: "server" } };
    const late = await findings({}, async (_params, peers) => {
      peers(listen);
      return REFUSED;
    });
    const never = await findings({}, async () => ({ outcome: "played", trace: [] }));

    expect(findingOf(LOOKS, late)).toMatchObject({
      found: "it played the first step of a program before it refused the second",
      state: "to mend",
    });
    expect(findingOf(LOOKS, never)).toMatchObject({
      found: "it did not refuse a program whose last step it cannot know",
      state: "to mend",
    });
  });

  it.each<[string, PlayOutcome, string]>([
    ["hangs", { outcome: "timed-out", limitMs: 1000 }, "it answered nothing within 1000 ms"],
    ["ends", { outcome: "crashed", reason: "it ended with exit code 0" }, "it ended with exit code 0"],
    ["raves", { outcome: "garbled", reason: "it wrote a line that is not JSON" }, "it wrote a line that is not JSON"],
  ])("does not say of one that %s over a program that it did not refuse it", async (_what, outcome, told) => {
    const found = await findings({}, async () => outcome);

    expect(findingOf(LOOKS, found)).toMatchObject({
      found: told,
      state: "to mend",
      remedy: expect.stringContaining("Answer every request"),
    });
  });

  it("finds nothing wrong with an adapter that answers as it should, and asks for nothing more when nothing is played", async () => {
    const found = await findings({});

    expect(found.filter(({ state }) => state !== "in order").map(({ check }) => check)).toEqual([
      "keeps plays apart",
      "gives the same trace twice",
      "plays what it is sent",
      "tries scenarios",
    ]);
    expect(findingOf("keeps plays apart", found)?.found).toBe(
      "The adapter refused to play it: error -32000: no such op. It declares what this needs: write it, or declare less.",
    );
  });

  it("finds nothing wrong with the reference, and tries everything it declares", async () => {
    const source = referenceAdapter(process.execPath);
    session = new Session(source, posixHost);
    const adapter = await source.start(20_000);

    const found = await examine(adapter, session, 10_000, "adapter", { startAgain: () => source.start(20_000) });
    await adapter.stop();

    expect(found.filter(({ state }) => state !== "in order")).toEqual([]);
    expect(found.map(({ check }) => check)).toEqual([
      "shakes hands",
      "reads messages however they arrive",
      "answers an unknown method",
      "refuses an unknown action",
      "answers parameters that make no sense",
      LOOKS,
      "can play what it declares",
      "keeps its own words to standard error",
      "starts again after it was killed",
      "keeps plays apart",
      "gives the same trace twice",
      "plays what it is sent",
      ...TRIALS.map(({ tries }) => `tries ${tries}`).filter((check) => !check.includes("python")),
    ]);
    expect(found[0]?.found).toMatch(
      /^asyncore-conformance reference .* \(TypeScript\) declares dispatcher, .*; not python$/,
    );
  });

  it("tells whoever wrote a module what a module must do", async () => {
    const folder = mkdtempSync(join(tmpdir(), "doctor-"));
    const whole = JSON.stringify(packagePath("reference/index.ts"));
    writeFileSync(
      join(folder, "idle.mjs"),
      `export * from ${whole};\nexport function poll() {}\nexport function loop() {}\n`,
    );
    const source = moduleAdapter(join(folder, "idle.mjs"), process.execPath);
    session = new Session(source, posixHost);
    const adapter = await source.start(20_000);

    const found = await examine(adapter, session, 10_000, "module");
    await adapter.stop();
    rmSync(folder, { recursive: true });

    expect(found.filter(({ state }) => state !== "in order")).toEqual([
      {
        check: "gives the same trace twice",
        found: "its trace has no event of any channel, not even readable or writable",
        state: "to mend",
        remedy: REMEDIES.module.events,
      },
      expect.objectContaining({ check: "tries scenarios", state: "not asked" }),
    ]);
  });

  const python = findInterpreters(process.env).get("3.11");
  it.skipIf(python === undefined)("finds nothing wrong with the Python adapter", async () => {
    const source = pythonAdapter(python ?? "");
    session = new Session(source, posixHost);
    const adapter = await source.start(20_000);

    const found = await examine(adapter, session, 10_000);
    await adapter.stop();

    expect(found.filter(({ state }) => state !== "in order")).toEqual([]);
    expect(found).toHaveLength(11 + TRIALS.length);
  });
});
