// Whether an older Node gets as far as the sentence that tells it to go. Reads the file as such a Node would, before any of it runs.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { packagePath } from "./package-path.ts";

/** What bin.js may import by name: each has been in Node since 10, long before modules could be imported without a flag. */
const OLD_NAMES = ["node:fs existsSync", "node:url fileURLToPath"];

describe("bin.js", () => {
  it("imports by name only what every Node has, so that one that is too old is told so", () => {
    const text = readFileSync(packagePath("conformance/bin.js"), "utf8");
    const imports = [...text.matchAll(/^import (.*) from "([^"]+)";/gm)];
    const names = imports.flatMap(([, what = "", from]) =>
      what.startsWith("{") ? (what.match(/\w+/g) ?? []).map((name) => `${from} ${name}`) : [],
    );

    expect(text.match(/^import /gm)).toHaveLength(imports.length);
    expect(names.filter((name) => !OLD_NAMES.includes(name))).toEqual([]);
    expect(imports.filter(([, , from]) => !from?.startsWith("node:"))).toEqual([]);
  });
});
