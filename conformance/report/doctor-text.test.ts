import { describe, expect, it } from "vitest";
import { differs, inOrder, toMend } from "../doctor/finding.ts";
import { describeFindings } from "./doctor-text.ts";
import { paintWith } from "./paint.ts";

const GOOD = inOrder("shakes hands", "mine 1 (C)");
const BAD = toMend("keeps plays apart", "a play sees \u001b[2J", "Close its sockets.");
const OTHER = differs("tries async_chat", "differs. There was nothing.", "chat/lines");

function said(...findings: readonly (typeof GOOD)[]): readonly string[] {
  return describeFindings(findings, (scenario) => `run ${scenario} -- ./mine`, paintWith(false));
}

describe("the doctor's findings in words", () => {
  it("are good when everything is in order", () => {
    expect(said(GOOD)).toEqual(["✔ shakes hands: mine 1 (C)", "", "✔ The adapter does what an adapter must."]);
  });

  it("say what to do about what is wrong, and how much there is of it", () => {
    expect(said(GOOD, BAD, OTHER)).toEqual([
      "✔ shakes hands: mine 1 (C)",
      "✘ keeps plays apart: a play sees \\u001b[2J",
      "  Close its sockets.",
      "○ tries async_chat: differs. There was nothing.",
      "  Look at it: run chat/lines -- ./mine",
      "",
      "✘ The adapter is not fit to be judged by: 1 thing to mend.",
    ]);
    expect(said(BAD, BAD).at(-1)).toMatch(/: 2 things to mend\.$/);
  });

  it("speak of a module where one is examined", () => {
    const saidOf = (...findings: readonly (typeof GOOD)[]) =>
      describeFindings(findings, (scenario) => `run ${scenario}`, paintWith(false), "module");

    expect(saidOf(BAD).at(-1)).toBe("✘ The module cannot be judged yet: 1 thing to mend.");
    expect(saidOf(GOOD).at(-1)).toBe("✔ The module can be played.");
    expect(saidOf(OTHER).at(-1)).toMatch(/went otherwise than on the original\. `certify` tells which clauses/);
  });

  it("do not call an adapter broken because its implementation differs", () => {
    const lines = said(GOOD, OTHER);

    expect(lines.at(-2)).toBe("✔ The adapter does what an adapter must.");
    expect(lines.at(-1)).toMatch(/^○ 1 scenario went otherwise .* the implementation's doing, .*`certify`/);
  });
});
