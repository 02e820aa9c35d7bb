// Says whether a value has the shape a schema of spec/ describes, and if not, where and how in one clause of a sentence.
// Knows the schemas by name; reads each once, when it is first needed.

import { readFileSync } from "node:fs";
import type { ErrorObject, ValidateFunction } from "ajv";
import { packagePath } from "../package-path.ts";
import { compiled } from "./compiled.ts";

/** The schemas in spec/schema. */
export type SchemaName =
  | "program"
  | "scenario"
  | "recording"
  | "probe"
  | "probe-recording"
  | "from-adapter"
  | "initialize-result"
  | "play-result"
  | "probe-result"
  | "request"
  | "peer-params"
  | "peer-result"
  | "report"
  | "transcript-line"
  | "kill-score"
  | "campaign"
  | "corpus-head"
  | "corpus-line";

const TOO_DEEP = "is nested too deeply to be looked at";

/** Validators by name: those that stop at the first thing that is wrong, for most messages are long, and those that go on. */
const quick = new Map<SchemaName, ValidateFunction>();
const thorough = new Map<SchemaName, ValidateFunction>();

function validator(name: SchemaName, kind = quick): ValidateFunction {
  let validate = kind.get(name);
  if (validate === undefined) {
    const schema = readFileSync(packagePath(`spec/schema/${name}.schema.json`), "utf8");
    validate = compiled(schema, kind === thorough);
    kind.set(name, validate);
  }
  return validate;
}

/** The members a JSON pointer goes through. */
function membersOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Compiles the schemas an adapter's messages are held against, for a moment in which there is nothing else to do. */
export function prepareForMessages(): void {
  for (const name of ["from-adapter", "play-result", "peer-params"] as const) validator(name);
  validator("initialize-result", thorough);
}

/** A path such as `/steps/3/op` as people write it: `steps[3].op`. */
function readablePath(pointer: string): string {
  const path = membersOf(pointer)
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join("");
  return path.replace(/^\./, "") || "the top";
}

/** What somebody sent, short enough to be part of a sentence, however long or deep it is. */
function shown(value: unknown): string {
  try {
    const text = JSON.stringify(value) ?? "nothing";
    return text.length <= 120 ? text : `${text.slice(0, 120)}…`;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return "something that is nested too deeply to be shown";
  }
}

/** A type as a sentence has it: `an object`, `a number`, `null`. */
function withArticle(type: unknown): string {
  return type === "null" ? "null" : `${/^[aeio]/.test(String(type)) ? "an" : "a"} ${type}`;
}

function wording(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case "additionalProperties":
      return `has a member ${shown(params.additionalProperty)} that is not known here`;
    case "required":
      return `lacks the member "${params.missingProperty}"`;
    case "discriminator":
      return `has an unknown ${params.tag} ${shown(params.tagValue)}`;
    case "type":
      return `must be ${[params.type].flat().map(withArticle).join(" or ")}`;
    default:
      return error.message ?? "has the wrong shape";
  }
}

function shortened(words: readonly string[]): string {
  return words.length <= 12 ? words.join(", ") : `${words.slice(0, 12).join(", ")} … (${words.length} in all)`;
}

/** The values a complaint would have allowed, when it is one about a closed list of them. */
function allowedBy({ keyword, params }: ErrorObject): readonly unknown[] {
  if (keyword === "enum") return params.allowedValues as unknown[];
  return keyword === "const" ? [params.allowedValue] : [];
}

/** Complaints of these say only that all branches complained. */
const UNIONS: ReadonlySet<string> = new Set(["anyOf", "oneOf"]);

/** Among the complaints of all branches of a union, the one that got furthest into the value is the one that helps. */
function mostTelling(errors: readonly ErrorObject[]): ErrorObject | undefined {
  const depth = (error: ErrorObject) => error.instancePath.split("/").length - (error.keyword === "type" ? 0.5 : 0);
  return [...errors].filter((error) => !UNIONS.has(error.keyword)).sort((a, b) => depth(b) - depth(a))[0] ?? errors[0];
}

/** Whether `value` has the shape. One that is nested so deeply that it cannot even be looked at has none. */
function isValid(validate: ValidateFunction, value: unknown): boolean {
  try {
    return validate(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    validate.errors = [{ instancePath: "", schemaPath: "", keyword: "nesting", params: {}, message: TOO_DEEP }];
    return false;
  }
}

/** Null when `value` has the shape `name`, else what is wrong, for example `steps[3] has an unknown op "sned"`. */
export function shapeError(name: SchemaName, value: unknown): string | null {
  const validate = validator(name);
  if (isValid(validate, value)) return null;
  const errors = validate.errors ?? [];
  const error = mostTelling(errors);
  if (error === undefined) return "has the wrong shape";
  return complaint(error, allowedAt(error, errors), value);
}

/** Everything that is wrong with `value`, a clause each in the order of the schema; none when it has the shape `name`. */
export function shapeErrors(name: SchemaName, value: unknown): readonly string[] {
  const validate = validator(name, thorough);
  if (isValid(validate, value)) return [];
  const errors = (validate.errors ?? []).filter(({ keyword }) => !UNIONS.has(keyword));
  const inOnePlace = (error: ErrorObject) =>
    errors.find((other) => other.instancePath === error.instancePath && allowedBy(other).length > 0);
  // Each branch of a union complains of the same value: once is enough.
  const firsts = errors.filter((error) => allowedBy(error).length === 0 || inOnePlace(error) === error);
  return firsts.map((error) => complaint(error, allowedAt(error, errors), value));
}

/** The values allowed in the place of `error`, by whichever branches of a union, when it is about a closed list of them. */
function allowedAt(error: ErrorObject, errors: readonly ErrorObject[]): readonly string[] {
  if (allowedBy(error).length === 0) return [];
  const sameMember = errors.filter(({ instancePath }) => instancePath === error.instancePath);
  return [...new Set(sameMember.flatMap(allowedBy).map(String))];
}

function complaint(error: ErrorObject, allowed: readonly string[], value: unknown): string {
  const path = readablePath(error.instancePath);
  if (allowed.length === 0) return `${path} ${wording(error)}`;
  const found = shown(valueAt(value, error.instancePath));
  if (error.keyword === "const" && allowed.length > 1) return `${path} is none that is known: ${found}`;
  return `${path} must be ${allowed.length === 1 ? "" : "one of "}${shortened(allowed)}, not ${found}`;
}

function valueAt(value: unknown, pointer: string): unknown {
  return membersOf(pointer).reduce<unknown>(
    (inner, part) => (inner as Record<string, unknown> | undefined)?.[part],
    value,
  );
}
