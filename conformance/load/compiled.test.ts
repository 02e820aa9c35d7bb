import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { packagePath } from "../package-path.ts";

const SCHEMA = JSON.stringify({ type: "object", properties: { name: { type: "string", minLength: 2 } } });
const SCRIPT = `
import { enableCompileCache } from "node:module";
const [folder, schema] = process.argv.slice(1);
if (folder !== "") enableCompileCache(folder);
const { compiled } = await import(${JSON.stringify(packagePath("conformance/load/compiled.ts"))});
const [first, all] = [compiled(schema, false), compiled(schema, true)];
console.log(JSON.stringify([first({ name: "ab" }), first({ name: "a" }), first.errors[0].keyword, all({ name: "" })]));
`;
const RIGHT = '[true,false,"minLength",false]\n';

function asked(folder: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", SCRIPT, folder, SCHEMA], {
    encoding: "utf8",
    env: { ...process.env, NODE_COMPILE_CACHE: undefined },
  });
  return stdout || stderr;
}

/** The files in `folder` that are kept validators. */
function keptIn(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".cjs"));
  return files.map((file) => join(folder, file));
}

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "compiled-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

it("judges alike when it is made and when it was kept, wherever that is", () => {
  const folder = freshFolder();
  const [made, kept] = [asked(folder), asked(folder)];

  expect([made, kept, keptIn(folder).length]).toEqual([RIGHT, RIGHT, 2]);
});

it.each(["", "module.exports ="])("is made anew, and kept again, where what is kept is damaged: %j", (damaged) => {
  const folder = freshFolder();
  asked(folder);
  const kept = keptIn(folder);
  for (const file of kept) writeFileSync(file, damaged);

  expect(asked(folder)).toBe(RIGHT);
  expect(kept.map((file) => readFileSync(file, "utf8").length > damaged.length)).toEqual([true, true]);
});

it.each<[string, (file: string) => void]>([
  ["the file", (file) => chmodSync(file, 0o622)],
  ["the folder", (file) => chmodSync(dirname(file), 0o777)],
])("is made anew where %s is one that others may write to, whatever stands there", (_what, open) => {
  const folder = freshFolder();
  asked(folder);
  for (const file of keptIn(folder)) {
    writeFileSync(file, "module.exports = () => true;");
    open(file);
  }

  expect(asked(folder)).toBe(RIGHT);
});

it("is made anew where nothing can be kept", () => {
  const file = join(freshFolder(), "file");
  writeFileSync(file, "");

  expect([asked(""), asked(file)]).toEqual([RIGHT, RIGHT]);
});
