// Reads a JSON file and holds it against its schema. Says what is wrong with it, by name, and whose mistake that is.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SuiteError } from "../suite-error.ts";
import type { Trust } from "./sealed.ts";
import { type SchemaName, shapeError } from "./validate.ts";

/** Whose mistake a malformed file is: the suite's own, or that of whoever named it on the command line. */
export type Blame = "bad-fixture" | "bad-program" | "bad-report";

/** The JSON files in `folder`, sorted, as paths from there: all of them, or those in its folder `within`. None where there is no folder. */
export function jsonFilesIn(folder: string, within = ""): readonly string[] {
  const root = join(folder, within);
  if (!existsSync(root)) return [];
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
  return files.map((file) => join(within, file)).sort();
}

/** The text of `file`. Throws SuiteError when it cannot be read. */
export function readText(file: string, blame: Blame): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new SuiteError(
      blame,
      `${file} cannot be read: ${(error as Error).message}.`,
      "Check the path and its permissions.",
    );
  }
}

/** What `text`, the JSON in `file`, says. Throws SuiteError when it is not JSON. */
export function parsedJson(text: string, file: string, blame: Blame): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SuiteError(blame, `${file} is not JSON: ${(error as Error).message}.`, "Correct it at the place named.");
  }
}

/** What the JSON in `file` says. Throws SuiteError when it cannot be read or is not JSON. */
export function readJson(file: string, blame: Blame): unknown {
  return parsedJson(readText(file, blame), file, blame);
}

/** `value`, which `file` holds, as the shape it has. Throws SuiteError when it has not. */
export function shaped<Shape>(value: unknown, file: string, shape: SchemaName, blame: Blame): Shape {
  const wrong = shapeError(shape, value);
  if (wrong !== null)
    throw new SuiteError(blame, `${file} is no ${shape}: ${wrong}.`, `Its shape is spec/schema/${shape}.schema.json.`);
  return value as Shape;
}

/** What the fixture `file` says, and whether it was trusted to have the shape. Throws SuiteError when it has not. */
export function readFixture<Shape>(
  file: string,
  shape: SchemaName,
  trusts: Trust,
): { readonly value: Shape; readonly isTrusted: boolean } {
  const text = readText(file, "bad-fixture");
  const value = parsedJson(text, file, "bad-fixture");
  const isTrusted = trusts(file, text);
  return { value: isTrusted ? (value as Shape) : shaped<Shape>(value, file, shape, "bad-fixture"), isTrusted };
}
