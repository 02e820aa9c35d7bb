// Whether every property catches a broken implementation on the programs that are usually played, and speaks of what is wrong:
// one that nothing breaks says nothing.

import { afterAll, describe, expect, it } from "vitest";
import { posixHost } from "../../reference/posix/index.ts";
import { findInterpreters, pythonAdapter } from "../adapters/python.ts";
import { Session } from "../play/session.ts";
import { EDITED_SCRIPT } from "../selftest/python/edits.ts";
import { DEFAULT_RUNS, DEFAULT_SEED, hold, PROPERTIES } from "./index.ts";

/** For each property an edit of the original that it catches, and a word of the sentence it says then. */
const CAUGHT: readonly (readonly [property: string, edit: string, says: string])[] = [
  ["select/asks-readable-then-writable", "asks-writable-first", "without readable before it"],
  ["loop/asks-whom-the-map-holds", "serves-the-global-map-as-well", "which is not in the map"],
  ["loop/makes-as-many-passes-as-it-counts", "ignores-count", "has a count of"],
  ["loop/waits-as-long-as-it-is-told", "never-waits", "was told to wait 0"],
  ["select/watches-whom-it-must", "watches-no-exceptions", "for exceptional conditions"],
  ["select/serves-whom-it-asked", "ignores-writable", "that it is not writable"],
  ["select/serves-kind-by-kind", "writes-before-it-reads", "after a later kind of event"],
  ["accept/a-listener-never-reads", "reads-from-a-listener", "although its channel listens"],
  ["accept/a-listener-never-writes", "writes-to-a-listener", "although its channel listens"],
  ["connect/greets-once", "calls-handle-connect-twice", "was called again"],
  ["connect/greets-first", "never-calls-handle-connect", "before handle_connect"],
  ["accept/hands-on-what-it-took", "hands-on-nothing", "handle_accepted"],
  ["close/leaves-nothing-behind", "stays-connected-after-close", "is still connected"],
  ["map/holds-whoever-is-open", "keeps-closed-channels", "is still in a map"],
  ["select/calls-nobody-who-left", "serves-removed-channels", "out of the map"],
  ["close/does-not-announce-itself", "tells-of-its-own-close", "was called by"],
  ["read/notices-the-end", "silent-at-the-end", "got no bytes"],
  ["write/notices-lost-connections", "loses-the-wire-in-silence", "handle_close was not called"],
  ["error/reaches-handle-error", "swallows-exceptions", "was not called next"],
  ["error/lets-exits-through", "catches-exit-now", "raised exit-now"],
  ["send/keeps-the-order", "puts-new-data-first", "was to send"],
  ["chat/keeps-the-order", "moves-the-rest-to-the-end", "was to send"],
  ["send/is-writable-while-something-waits", "drops-the-rest", "still has to send"],
  ["chat/delivers-before-it-closes", "closes-before-what-waits", "had still to send"],
  ["write/says-how-much-was-taken", "claims-to-have-sent-all", "the system took"],
  ["write/arrives-once-and-in-order", "drops-what-is-pushed-early", "the other end received"],
  ["read/receives-once-and-in-order", "receives-in-pieces", "the other end sent"],
  ["chat/does-not-mind-the-cuts", "holds-nothing-back", "came in other pieces"],
  ["chat/finds-what-stands-between-terminators", "hands-over-the-terminator", "should have"],
  ["chat/finds-as-many-as-it-counts", "counts-one-byte-more", "should have"],
  ["chat/collects-all-without-a-terminator", "waits-without-a-terminator", "should have"],
  ["loop/does-the-same-twice", "reports-once", "The second time"],
  ["map/keeps-nothing-for-the-next-play", "never-empties-its-lists", "After another program"],
];

const python = findInterpreters(process.env).get("3.11");
const sessions: Session[] = [];
afterAll(() => Promise.all(sessions.map((session) => session.close())));

async function heldAgainst(edit: string, id: string, shrinkingPlays: number) {
  const source = pythonAdapter(python ?? "", { script: EDITED_SCRIPT, args: [edit] });
  const session = new Session(source, posixHost);
  sessions.push(session);
  const properties = PROPERTIES.filter((property) => property.id === id);
  const plan = { properties, seed: DEFAULT_SEED, runs: DEFAULT_RUNS, shrinkingPlays };
  return (
    await hold(
      plan,
      "3.11",
      () => session,
      () => 0,
    ).next()
  ).value;
}

it("every property has something broken that it catches", () => {
  expect(CAUGHT.map(([property]) => property)).toEqual(PROPERTIES.map(({ id }) => id));
});

describe.runIf(python !== undefined)("a property that is held against a broken original", () => {
  it.each(CAUGHT)("%s catches %s and says so", async (property, edit, says) => {
    const { verdict } = await heldAgainst(edit, property, 0);

    expect(verdict).toEqual({ outcome: "violated", sentence: expect.stringContaining(says) });
  });

  it("is shown on a program in which nothing is left that has no part in it", async () => {
    const { program, observed } = await heldAgainst("never-waits", "loop/waits-as-long-as-it-is-told", 600);

    expect(JSON.stringify(program).length).toBeLessThan(330);
    expect(program.steps.length).toBeLessThan(4);
    expect(observed).toContainEqual(expect.objectContaining({ kind: "call", call: "select" }));
  });
});
