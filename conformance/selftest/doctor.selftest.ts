// The doctor on adapters that are broken on purpose: each is told what is wrong with it, and what to do.

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { referenceAdapter } from "../adapters/module.ts";
import { packagePath } from "../package-path.ts";
import { start } from "../testing/running-command.ts";

const REFERENCE = referenceAdapter(process.execPath).words;
const LOCK = "lock";

const BROKEN: readonly { name: string; words?: readonly string[]; says: string; remedy: string }[] = [
  {
    name: "takes-a-chunk-for-a-message",
    says: "✘ reads messages however they arrive: it did not answer a line that came in two pieces",
    remedy: "Read bytes until a line feed",
  },
  {
    name: "ends-lines-at-strange-places",
    says: "✘ reads messages however they arrive: it did not answer a line with U+2028",
    remedy: "take nothing else for the end of a line",
  },
  {
    name: "ends-over-senseless-parameters",
    says: "✘ answers parameters that make no sense: asked to play [] it did not answer: it ended with exit code 1",
    remedy: "Answer every request",
  },
  {
    name: "does-not-start-twice",
    words: [LOCK, ...REFERENCE],
    says: "✘ starts again after it was killed: The adapter ",
    remedy: "Leave nothing behind that keeps another of you from starting",
  },
  {
    name: "tells-of-others",
    words: REFERENCE,
    says: "✘ plays what it is sent: asked for channel-",
    remedy: "Play the program that was sent",
  },
];

describe("the doctor", () => {
  it("says of an adapter that never-flushes that nothing came, and what may be the matter", async () => {
    const adapter = packagePath("conformance/selftest/adapters/never-flushes.ts");
    const words = ["doctor", "--start-limit", "3000", "--", process.execPath, adapter];
    const { code, stderr } = await start(words).ended;

    expect(stderr).toContain("3000 ms");
    expect(stderr).toContain('answer "initialize" first, and flush the answer');
    expect(code).toBe(3);
  });

  it.each(BROKEN)("finds out an adapter that $name", async ({ name, words = [], says, remedy }) => {
    const adapter = packagePath(join("conformance/selftest/adapters", `${name}.ts`));
    const { code, stdout } = await start(["doctor", "--", process.execPath, adapter, ...words]).ended;
    const lines = stdout.split("\n");
    const found = lines.findIndex((line) => line.startsWith(says));

    expect(stdout).toContain(says);
    expect(lines[found + 1]).toContain(remedy);
    expect(code).toBe(3);
  });
});
