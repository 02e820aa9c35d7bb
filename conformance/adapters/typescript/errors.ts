// Exceptions as traces name them, and back: kinds on one side, JavaScript's errors on the other.
// Knows the table of ADAPTERS.md; knows nothing of what raised them.

import { NameResolutionError, posixHost } from "../../../reference/posix/index.ts";
import { ERRNO_NAMES, type ErrnoName, errnoNumbers } from "../../../spec/errno.ts";
import { OsError } from "../../../spec/host.ts";
import type { Raised, RaisedKind } from "../../../spec/program.ts";

/** The implementation's ExitNow. */
export type ExitNowClass = new (message?: string) => Error;

const KIND_BY_NAME: Readonly<Record<string, RaisedKind>> = {
  TypeError: "type",
  ValueError: "value",
  RangeError: "value",
  AttributeError: "attribute",
  KeyError: "key",
  IndexError: "index",
  NotImplementedError: "not-implemented",
  AssertionError: "assertion",
  KeyboardInterrupt: "interrupt",
  SystemExit: "system-exit",
};

const NAME_BY_KIND: Partial<Record<RaisedKind, string>> = {
  type: "TypeError",
  value: "ValueError",
  attribute: "AttributeError",
  key: "KeyError",
  index: "IndexError",
  "not-implemented": "NotImplementedError",
  assertion: "AssertionError",
  interrupt: "KeyboardInterrupt",
  "system-exit": "SystemExit",
};

/** The kinds whose text belongs to the program or the system, not to the language. */
const WITH_TEXT: ReadonlySet<RaisedKind> = new Set([
  "os",
  "value",
  "not-implemented",
  "assertion",
  "exit-now",
  "interrupt",
  "system-exit",
  "other",
]);

/** How a trace records that `error` was thrown. `error` may be anything at all. */
export function raisedOf(error: unknown, exitNow: ExitNowClass): Raised {
  const kind = kindOf(error, exitNow);
  const errno = kind === "os" ? errnoOf(error) : null;
  const text = error instanceof Error ? error.message : String(error);
  return {
    kind,
    ...(errno === null ? {} : { errno }),
    ...(WITH_TEXT.has(kind) && text !== "" ? { text } : {}),
  };
}

/** The error a program asks to be thrown. Its text is empty unless given; an `os` error without one has the system's. */
export function errorOf({ kind, errno, text }: Raised, exitNow: ExitNowClass): Error {
  switch (kind) {
    case "os":
      return osError(errno, text);
    case "name-resolution":
      return new NameResolutionError("EAI_NONAME", -2, text ?? "Name or service not known");
    case "exit-now":
      return new exitNow(text);
    default:
      return errorNamed(NAME_BY_KIND[kind] ?? "Error", text ?? "");
  }
}

/** An error of that name, of the class JavaScript has for it if it has one. */
export function errorNamed(name: string, text: string): Error {
  const error =
    name === "TypeError" ? new TypeError(text) : name === "ValueError" ? new RangeError(text) : new Error(text);
  if (error.name !== name) Object.defineProperty(error, "name", { value: name, configurable: true, writable: true });
  return error;
}

function osError(errno: ErrnoName | undefined, text: string | undefined): OsError {
  if (errno === undefined) return new OsError(null, 0, text ?? "");
  const number = errnoNumbers(process.platform === "darwin" ? "darwin" : "linux")[errno];
  return new OsError(errno, number, text ?? posixHost.describeError(number));
}

function kindOf(error: unknown, exitNow: ExitNowClass): RaisedKind {
  if (error instanceof exitNow) return "exit-now";
  const code = codeOf(error);
  if (code?.startsWith("EAI_") || code === "ENOTFOUND") return "name-resolution";
  if ((code !== null && /^E[A-Z0-9]+$/.test(code)) || isNameless(error)) return "os";
  for (const name of namesOf(error)) {
    const kind = KIND_BY_NAME[name];
    if (kind !== undefined) return kind;
  }
  return "other";
}

/** An error of the system whose errno has a number and no name. */
function isNameless(error: unknown): boolean {
  return error instanceof Error && error.name === "OsError" && "errno" in error && Boolean(error.errno);
}

function codeOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === "string" ? code : null;
}

function errnoOf(error: unknown): ErrnoName | null {
  const code = codeOf(error);
  if (code === "EWOULDBLOCK") return "EAGAIN";
  return ERRNO_NAMES.find((name) => name === code) ?? null;
}

/** The name `error` goes by, then those of its classes from the innermost outwards. */
function namesOf(error: unknown): string[] {
  const names: string[] = [];
  if (error instanceof Error) names.push(error.name);
  for (let proto: object | null = Object(error); proto !== null; proto = Object.getPrototypeOf(proto)) {
    const made = (proto as { constructor?: unknown }).constructor;
    if (typeof made === "function") names.push(made.name);
  }
  return names;
}
