import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { tellingLine } from "./last-words.ts";

it.each<[string, readonly string[], string | null]>([
  ["nothing", [], null],
  ["blanks", ["", "  "], null],
  ["what was said last", ["Error: tried again", "giving up", ""], "giving up"],
  [
    "the line that names the error",
    ["a.js:1", "TypeError: no", "    at a.js:1:7", "", "Node.js v20.1.0"],
    "TypeError: no",
  ],
  ["what comes before the version", ["no heap left", "Node.js v20.1.0"], "no heap left"],
  [
    "the innermost cause of Java's",
    [
      'Exception in thread "main" E: outer',
      "\tat P.f(P.java:1)",
      "Caused by: E: far",
      "\tat P.g(P.java:1)",
      "\t... 2 more",
    ],
    "Caused by: E: far",
  ],
  [
    "what Rust's last words are about",
    ["thread 'main' panicked at r.rs:1:54:", "index out of bounds", "note: run with `RUST_BACKTRACE=1`"],
    "index out of bounds",
  ],
  [
    "why Perl compiled nothing",
    ["Can't locate No.pm in @INC", "BEGIN failed--compilation aborted at a.pl line 1."],
    "Can't locate No.pm in @INC",
  ],
  [
    "Go's panic",
    ["panic: far", "", "goroutine 1 [running]:", "main.main()", "\t/w/m.go:2 +0x2e", "exit status 2"],
    "panic: far",
  ],
  ["an exit status, when nothing panicked", ["hello", "exit status 2"], "exit status 2"],
  ["the version, when there is nothing else", ["Node.js v20.1.0"], "Node.js v20.1.0"],
])("the telling line is %s", (_which, lines, telling) => {
  expect(tellingLine(lines)).toBe(telling);
});

it("is the error a real Node died of", () => {
  const { stderr } = spawnSync(process.execPath, ["-e", "throw new RangeError('far')"], { encoding: "utf8" });

  expect(tellingLine(stderr.split("\n"))).toBe("RangeError: far");
});
