// Begins adapters with the real command line. Knows sentences and exit codes; that what is begun can be played, in every
// language, is shown by ../selftest/skeletons.selftest.ts.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packagePath } from "../package-path.ts";
import { start } from "../testing/running-command.ts";

describe("init", () => {
  it("writes a whole skeleton to a folder that was not there, and says how it goes on", async () => {
    const { folder, ended } = start(["init", "--lang", "node", "mine/adapter"]);
    const { code, stdout } = await ended;

    expect(code).toBe(0);
    const skeleton = packagePath("conformance/adapters/skeletons/node");
    expect(readdirSync(join(folder, "mine/adapter"))).toEqual(readdirSync(skeleton));
    for (const name of readdirSync(skeleton))
      expect(readFileSync(join(folder, "mine/adapter", name), "utf8")).toBe(readFileSync(join(skeleton, name), "utf8"));
    expect(stdout).toContain("npx asyncore-conformance doctor -- node ./mine/adapter/adapter.mjs\n");
    expect(stdout).toContain("npx asyncore-conformance certify -- node ./mine/adapter/adapter.mjs\n");
  });

  it("takes a folder that is empty, and writes what its name asks to be quoted in quotes", async () => {
    const { folder, ended } = start(["init", "--lang", "go", "."]);
    const { code, stdout } = await ended;
    const quoted = await start(["init", "--lang", "go", "$(touch x)"]).ended;

    expect(code).toBe(0);
    expect(readdirSync(folder)).toContain("go.mod");
    expect(stdout).toContain("Build it:      (cd . && go build -o adapter .)\n");
    expect(quoted.stdout).toContain("(cd '$(touch x)' && go build -o adapter .)\n");
    expect(quoted.stdout).toContain("doctor -- './$(touch x)/adapter'\n");
  });

  it("refuses a folder that has anything in it, and leaves it as it is", async () => {
    const { folder, ended } = start(["init", "--lang", "python", "."], { "adapter.py": "mine\n" });
    const { code, stderr } = await ended;

    expect(code).toBe(2);
    expect(stderr).toBe(
      "asyncore-conformance: . is not empty: adapter.py is in it.\nName a folder that is new or empty: nothing is ever written over.\n",
    );
    expect(readdirSync(folder)).toEqual(["adapter.py"]);
  });

  it("takes no name at all for the folder it is in, and writes over nothing", async () => {
    const { folder, ended } = start(["init", "--lang", "python", ""], { "adapter.py": "mine\n" });
    const { code, stderr } = await ended;

    expect(code).toBe(2);
    expect(stderr).toContain(". is not empty: adapter.py is in it.");
    expect(readFileSync(join(folder, "adapter.py"), "utf8")).toBe("mine\n");
  });

  it.each<[string, readonly string[], readonly string[]]>([
    [
      "another language",
      ["init", "--lang", "cobol", "mine"],
      ['no skeleton in "cobol"', "python, node, go", "ADAPTERS"],
    ],
    ["a name every object has", ["init", "--lang", "constructor", "mine"], ['no skeleton in "constructor"']],
    ["no language", ["init", "mine"], ["--lang", "--help"]],
    ["no folder", ["init", "--lang", "go"], ["folder", "--help"]],
    ["a folder that cannot be made", ["init", "--lang", "go", "/proc/mine"], ["/proc/mine cannot be written (ENOENT)"]],
    ["a file for a folder", ["init", "--lang", "go", "file"], ["file is no folder (ENOTDIR)", "new or empty"]],
  ])("refuses %s in a sentence", async (_what, args, says) => {
    const { folder, ended } = start(args, { file: "" });
    const { code, stderr } = await ended;

    expect(code).toBe(2);
    for (const words of says) expect(stderr).toContain(words);
    expect(readdirSync(folder)).toEqual(["file"]);
  });

  it("says so when a folder cannot be made", async () => {
    const { ended } = start(["init", "--lang", "go", "file/mine"], { file: "" });
    const { code, stderr } = await ended;

    expect(code).toBe(2);
    expect(stderr).toContain("ENOTDIR");
  });
});
