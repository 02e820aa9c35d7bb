// Whether what a killed process left is removed by the next one, and nobody's who lives.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, onTestFinished } from "vitest";

const ROOT = mkdtempSync(join(tmpdir(), "temporary-folder-test-"));
afterAll(() => rmSync(ROOT, { recursive: true }));

const MAKES = [
  "--input-type=module",
  "--eval",
  `import { temporaryFolder } from ${JSON.stringify(new URL("temporary-folder.ts", import.meta.url).href)};
  console.log(temporaryFolder());
  if (process.argv[1] === "stay") setInterval(() => {}, 1000);`,
];
const ENV = { ...process.env, TMPDIR: ROOT };

it("of who was killed is removed by the next one, and that of who lives is not, nor what has no owner", async () => {
  const holder = spawn(process.execPath, [...MAKES, "stay"], { env: ENV, stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void holder.kill("SIGKILL"));
  const folder = String((await once(holder.stdout, "data"))[0]).trim();
  mkdirSync(join(folder, "empty"));
  mkdirSync(join(ROOT, "asyncore-conformance-Abc123"));
  mkdirSync(join(ROOT, "asyncore-conformance-elsewhere-zzzzzz-Abc123")); // A process of another container.
  const next = () => spawnSync(process.execPath, MAKES, { env: ENV, encoding: "utf8" }).stdout.trim();

  const first = next();
  const whileAlive = [existsSync(folder), existsSync(first)];
  holder.kill("SIGKILL");
  await once(holder, "exit");
  const second = next();

  expect(whileAlive).toEqual([true, true]);
  expect(
    readdirSync(ROOT)
      .map((name) => join(ROOT, name))
      .sort(),
  ).toEqual(
    [
      join(ROOT, "asyncore-conformance-Abc123"),
      join(ROOT, "asyncore-conformance-elsewhere-zzzzzz-Abc123"),
      second,
    ].sort(),
  );
});
