// Makes a validator of a schema, and keeps its text beside what Node keeps of compiled sources: to make those of an adapter's
// messages takes longer than a play, and to load the library that makes them nearly as long. Knows nothing of what is validated.

import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { createRequire, getCompileCacheDir } from "node:module";
import { dirname, join } from "node:path";
import type { ValidateFunction } from "ajv";
import { sha256 } from "../certificate/digest.ts";

const require = createRequire(import.meta.url);

/** Schemas are not looked at themselves (a test does), nor polished: both would cost more than it saves. */
const OPTIONS = {
  ...({ discriminator: true, strict: false, inlineRefs: false, code: { optimize: false, source: true } } as const),
  ...({ meta: false, validateSchema: false } as const),
};

function made(schema: string, allErrors: boolean): { validate: ValidateFunction; text: string } {
  const { Ajv } = require("ajv") as typeof import("ajv");
  const { default: standalone } = require("ajv/dist/standalone") as typeof import("ajv/dist/standalone/index.js");
  const ajv = new Ajv({ ...OPTIONS, allErrors });
  const validate = ajv.compile(JSON.parse(schema));
  // It may be kept where nobody finds the library by its name.
  const text = standalone(ajv, validate).replace(/(?<=require\(")ajv\/[^"]+/g, (name) => require.resolve(name));
  return { validate, text };
}

/** Where the text of such a validator is kept; null where Node keeps nothing. Of another schema or library it is another place. */
function placeOf(schema: string, allErrors: boolean): string | null {
  const folder = getCompileCacheDir();
  if (folder === undefined) return null;
  const about = require.resolve("ajv/package.json");
  const name = sha256(JSON.stringify([schema, allErrors, OPTIONS, about, readFileSync(about, "utf8")]));
  return join(folder, "validators", `${name}.cjs`);
}

/** Puts the text there as a whole; where that cannot be, it is made again next time. */
function keep(place: string, text: string): void {
  const unfinished = `${place}.${process.pid}`;
  try {
    mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
    writeFileSync(unfinished, text, { mode: 0o600 });
    renameSync(unfinished, place);
  } catch {
    return; // A folder that cannot be written to: some installations are like that.
  }
}

/** Whether nobody but whoever runs this can have put there what is there: Node keeps things where others may write, too. */
function isOurs(path: string): boolean {
  const { uid, mode } = statSync(path);
  return uid === process.getuid?.() && (mode & 0o022) === 0;
}

/** What is kept there; null where that is nothing, nothing whole, as after a full disk, or may be of somebody else. */
function keptAt(place: string): ValidateFunction | null {
  try {
    if (!isOurs(dirname(place)) || !isOurs(place)) return null;
    const kept: unknown = require(place);
    return typeof kept === "function" ? (kept as ValidateFunction) : null;
  } catch {
    return null;
  }
}

/** The validator of `schema` (JSON), which stops at the first thing that is wrong unless it shall find all errors. */
export function compiled(schema: string, allErrors: boolean): ValidateFunction {
  const place = placeOf(schema, allErrors);
  const kept = place === null ? null : keptAt(place);
  if (kept !== null) return kept;
  const { validate, text } = made(schema, allErrors);
  if (place !== null) keep(place, text);
  return validate;
}
