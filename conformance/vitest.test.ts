import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { packagePath } from "./package-path.ts";
import { adapterWords } from "./vitest.ts";

describe("an adapter in an environment variable", () => {
  it.each<[string, readonly string[]]>([
    ["python3.11 adapter.py", ["python3.11", "adapter.py"]],
    ["  ./mine\t-x\n", ["./mine", "-x"]],
    ['["./my adapter", "", "[x]"]', ["./my adapter", "", "[x]"]],
    ["", []],
  ])("is words, or a JSON array of them: %j", (text, words) => {
    expect(adapterWords(text)).toEqual(words);
  });

  it.each(['["a", 1]', "[oops", '["a"', '[["a"]]'])("is refused when it is no list of words: %s", (text) => {
    expect(() => adapterWords(text)).toThrow(
      expect.objectContaining({
        code: "usage",
        message: `${text} is no list of words.`,
        remedy: 'Write the adapter as ["program", "argument"] or as words.',
      }),
    );
  });
});

describe("a scenario that fails as a test", () => {
  it("is explained, with all it takes to play it again, without the code of the suite that reports it", () => {
    const player = packagePath("conformance/adapters/typescript/main.ts");
    const adapter = [process.execPath, player, packagePath("conformance/selftest/modules/never-waits.ts")];
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, NO_COLOR: "1", PYTHONPATH: "my port", ASYNCORE_ADAPTER: JSON.stringify(adapter) };
    const words = ["run", "reference/conformance.test.ts", "--testNamePattern", "select/sleeps-when-nobody-cares"];

    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [packagePath("node_modules/vitest/vitest.mjs"), ...words],
      { cwd: packagePath("."), env, encoding: "utf8" },
    );

    expect(status).toBe(1);
    expect(stderr).toContain("SELECT-08 (must, exact)");
    expect(stderr).toContain(
      "Play it again: PYTHONPATH='my port' npx asyncore-conformance run select/sleeps-when-nobody-cares -- ",
    );
    expect(stdout + stderr).not.toContain("conformance/vitest.ts");
  });
});
