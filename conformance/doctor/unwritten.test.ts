import { afterEach, describe, expect, it } from "vitest";
import type { Adapter } from "../adapters/adapter.ts";
import { referenceAdapter } from "../adapters/module.ts";
import { REMEDIES } from "./remedies.ts";
import { checkUnwritten } from "./unwritten.ts";

let adapter: Adapter;
afterEach(() => adapter.stop());

/** The reference, but that it refuses these actions. */
async function refusing(...ops: readonly string[]): Promise<Adapter> {
  adapter = await referenceAdapter(process.execPath).start(20_000);
  const { ask } = adapter;
  return {
    ...adapter,
    ask: async (method, params, limitMs) => {
      const refused = ops.find((op) => JSON.stringify(params).includes(`"op":"${op}"`));
      return refused === undefined
        ? ask(method, params, limitMs)
        : { answer: "error", code: -32000, message: "cannot", unsupported: refused };
    },
  };
}

const check = async (asked: Adapter) => checkUnwritten(asked, asked.identity.capabilities, 10_000, REMEDIES.adapter);

describe("what is declared", () => {
  it("is refused nowhere by the reference, which plays nothing meanwhile", async () => {
    expect(await check(await refusing())).toEqual({
      check: "can play what it declares",
      found: expect.stringMatching(/^it refuses nothing of \d{3} scenarios$/),
      state: "in order",
      remedy: null,
    });
  });

  it("is named where it is refused, the most frequent first, with the number of scenarios", async () => {
    const { found, state, remedy } = await check(await refusing("socket.fill", "describe"));

    expect(found).toMatch(/^it refuses \d+ of \d{3} scenarios: describe \(\d+\), socket\.fill \(\d+\)$/);
    expect(state).toBe("to write");
    expect(remedy).toBe(REMEDIES.adapter.writeIt);
  });

  it("is not asked for to the end of who has gone", async () => {
    const gone = { ...(await refusing()), ask: async () => ({ answer: "closed", reason: "it ended" }) as const };

    expect((await check(gone)).state).toBe("in order"); // The play that follows says what happened.
  });
});
