// How JavaScript says what programs and traces say: bytes, errors. Leave it as it is.
// Knows single values; knows nothing of names, channels or plays.

import { getSystemErrorMap } from "node:util";
import { crc32 } from "node:zlib";

const NAMED = {
  TypeError: "type",
  RangeError: "value",
  ValueError: "value",
  AttributeError: "attribute",
  KeyError: "key",
  IndexError: "index",
  NotImplementedError: "not-implemented",
  AssertionError: "assertion",
  KeyboardInterrupt: "interrupt",
  SystemExit: "system-exit",
};
const WORDLESS = new Set(["type", "attribute", "key", "index"]); // How these are worded is each language's own affair.
const SAME_NUMBER = { EWOULDBLOCK: "EAGAIN", ENOTSUP: "EOPNOTSUPP" };
const LONGEST_SHOWN_BYTES = 256;

/** What the system says of an errno, as the original words it. */
function textOf(name) {
  const words = [...getSystemErrorMap().values()].find(([known]) => known === name)?.[1] ?? name;
  return words[0].toUpperCase() + words.slice(1);
}

/** An error as a trace shows it (rule 5). */
export function described(error, ExitNow) {
  const { name, code, message } = error ?? {};
  if (typeof code === "string" && /^(EAI_|ENOTFOUND$)/.test(code)) return { kind: "name-resolution" };
  if (typeof code === "string" && /^E[A-Z0-9]+$/.test(code)) {
    const errno = SAME_NUMBER[code] ?? code;
    return { kind: "os", errno, text: error.text ?? textOf(errno) };
  }
  const kind = error instanceof ExitNow ? "exit-now" : (NAMED[name] ?? "other");
  const text = String(error instanceof Error ? message : error);
  return { kind, ...(text === "" || WORDLESS.has(kind) ? {} : { text }) };
}

/** The error a program asks for. */
export function raised({ kind, errno, text }, ExitNow) {
  if (kind === "exit-now") return new ExitNow(text);
  const name = Object.keys(NAMED).find((known) => NAMED[known] === kind) ?? "Error";
  const code = kind === "name-resolution" ? "ENOTFOUND" : errno;
  return Object.assign(new Error(text), { name, ...(code === undefined ? {} : { code, text: text ?? textOf(code) }) });
}

/** A value of a program where bytes are meant (rule 12). */
export function asBytes(value) {
  if (typeof value === "string") return Buffer.from(value, "latin1");
  if (value !== null && typeof value === "object" && "repeat" in value)
    return Buffer.from(value.repeat.repeat(value.times), "latin1");
  return value;
}

/** Bytes as a trace shows them. */
export function bytesShown(bytes) {
  const { length } = bytes;
  return length > LONGEST_SHOWN_BYTES ? { length, crc32: crc32(bytes) } : Buffer.from(bytes).toString("latin1");
}
