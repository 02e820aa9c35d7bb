// How a property is held. That every one holds of the reference is seen where the reference is judged (conformance.test.ts), and
// of the originals in hold.selftest.ts.

import { describe, expect, it } from "vitest";
import { CLAUSES } from "../../spec/clauses/index.ts";
import { referenceAdapter } from "../adapters/module.ts";
import { scriptedDraft } from "../generate/scripted.ts";
import { senderDraft, twinsDraft } from "../generate/streams.ts";
import { failures, heldAgainst, SOME } from "../testing/holding.ts";
import { PROPERTIES, type Property } from "./index.ts";
import { isCall } from "./story.ts";

describe("a property", () => {
  it("holds over poll alone, too, unless the pass over select is all it is about", async () => {
    const results = await heldAgainst(referenceAdapter(process.execPath), "3.11", { ...SOME, poller: "poll" });

    expect(failures(results)).toEqual([
      ["property/select/serves-kind-by-kind", { outcome: "not-applicable", missing: "pollers: select" }],
    ]);
    expect(results.flatMap(({ clauses }) => clauses).filter((clause) => clause.startsWith("SELECT-"))).toEqual([]);
  });

  it.each([
    ["select", "violated"],
    ["poll", "passed"],
  ] as const)("meets programs that wait over %s", async (poller, outcome) => {
    const overPoll: Property = {
      ...{ id: "poll/alone", title: "Nothing waits over select", clauses: ["POLL-01"], why: "It is a test." },
      drafts: [scriptedDraft, twinsDraft, senderDraft],
      judge: ({ all }) => (all.some((seen) => isCall(seen, "select")) ? "It waits over select." : null),
    };
    const plan = { ...SOME, properties: [overPoll], shrinkingPlays: 0, poller };

    const [result] = await heldAgainst(referenceAdapter(process.execPath), "3.11", plan);

    expect(result?.verdict.outcome).toBe(outcome);
  });

  it("is about clauses that there are, has a name of its own, and says why", () => {
    expect(new Set(PROPERTIES.map(({ id }) => id)).size).toBe(PROPERTIES.length);
    expect(PROPERTIES.flatMap(({ clauses }) => clauses).filter((clause) => !(clause in CLAUSES))).toEqual([]);
    expect(PROPERTIES.filter(({ why, title }) => !why.endsWith(".") || title.endsWith("."))).toEqual([]);
  });

  it("is not held for a target that none of its clauses is about", async () => {
    const properties = PROPERTIES.filter(({ id }) => id === "accept/hands-on-what-it-took");
    expect(await heldAgainst(referenceAdapter(process.execPath), "2.7", { ...SOME, properties })).toEqual([]);
  });

  it("that never holds is violated by the smallest program there is, with what was observed of it", async () => {
    const never: Property = {
      id: "loop/never",
      title: "Nothing is as it should be",
      clauses: ["LOOP-01"],
      why: "It is a test.",
      drafts: [senderDraft],
      judge: ({ all }) => (all.length > 0 ? "Something happened." : null),
    };
    const [result] = await heldAgainst(referenceAdapter(process.execPath), "3.11", { ...SOME, properties: [never] });

    expect(result?.verdict).toEqual({ outcome: "violated", sentence: "Something happened." });
    expect(result?.program?.steps).toHaveLength(1);
    expect(result?.observed?.length).toBeGreaterThan(0);
  });
});
