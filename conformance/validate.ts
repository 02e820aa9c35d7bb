// Says whether a value has the shape a schema of spec/ describes, and if not, where and how in one clause of a sentence.
// Knows the schemas by name; reads each once, when it is first needed.

import { readFileSync } from "node:fs";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { packagePath } from "./package-path.ts";

/** The schemas in spec/schema. */
export type SchemaName =
  | "program"
  | "scenario"
  | "recording"
  | "from-adapter"
  | "initialize-result"
  | "play-result"
  | "peer-params"
  | "report";

const ajv = new Ajv({ discriminator: true, strict: false });
const compiled = new Map<SchemaName, ValidateFunction>();

function validator(name: SchemaName): ValidateFunction {
  let validate = compiled.get(name);
  if (validate === undefined) {
    validate = ajv.compile(JSON.parse(readFileSync(packagePath(`spec/schema/${name}.schema.json`), "utf8")));
    compiled.set(name, validate);
  }
  return validate;
}

/** A path such as `/steps/3/op` as people write it: `steps[3].op`. */
function readablePath(pointer: string): string {
  const path = pointer
    .split("/")
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part.replaceAll("~1", "/").replaceAll("~0", "~")}`))
    .join("");
  return path.replace(/^\./, "") || "the top";
}

function wording(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case "additionalProperties":
      return `has a member "${params.additionalProperty}" that is not known here`;
    case "required":
      return `lacks the member "${params.missingProperty}"`;
    case "discriminator":
      return `has an unknown ${params.tag} ${JSON.stringify(params.tagValue)}`;
    case "enum":
      return `must be one of ${shortened((params.allowedValues as unknown[]).map(String))}`;
    default:
      return error.message ?? "has the wrong shape";
  }
}

function shortened(words: readonly string[]): string {
  return words.length <= 12 ? words.join(", ") : `${words.slice(0, 12).join(", ")} … (${words.length} in all)`;
}

/** Among the complaints of all branches of a union, the one that got furthest into the value is the one that helps. */
function mostTelling(errors: readonly ErrorObject[]): ErrorObject | undefined {
  const depth = (error: ErrorObject) => error.instancePath.split("/").length;
  const unions = new Set(["anyOf", "oneOf"]);
  return [...errors].filter((error) => !unions.has(error.keyword)).sort((a, b) => depth(b) - depth(a))[0] ?? errors[0];
}

/** Null when `value` has the shape `name`, else what is wrong, for example `steps[3] has an unknown op "sned"`. */
export function shapeError(name: SchemaName, value: unknown): string | null {
  const validate = validator(name);
  if (validate(value)) return null;
  const error = mostTelling(validate.errors ?? []);
  if (error === undefined) return "has the wrong shape";
  const found = error.keyword === "enum" ? `, not ${JSON.stringify(valueAt(value, error.instancePath))}` : "";
  return `${readablePath(error.instancePath)} ${wording(error)}${found}`;
}

function valueAt(value: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((inner, part) => (inner as Record<string, unknown> | undefined)?.[part], value);
}
