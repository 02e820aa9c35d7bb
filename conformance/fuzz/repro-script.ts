// The script of a program as Python writes it: stand-ins for sockets and files, and what the waits give.
// Knows what each call's outcomes look like; what is done with them is in python/stand_ins.py.

import type { Name, Outcome, Script, ScriptedFile, ScriptedPair, ScriptedSocket } from "../../spec/program.ts";
import { bytes, exception, named, plain, text } from "./repro-values.ts";

type Write = (value: never) => string;

function outcome(write: Write): (one: Outcome<unknown>) => string {
  return (one) => {
    if ("value" in one) return write(one.value as never);
    if ("errno" in one) return `fails(${text(one.errno)})`;
    if ("code" in one) return `fails(${one.code})`;
    const { kind, errno, text: said } = one.raise;
    if (kind === "os" && errno !== undefined)
      return `fails(${text(errno)}${said === undefined ? "" : `, ${text(said)}`})`;
    return kind === "os" ? "Fails(())" : `Fails(${exception(one.raise)})`;
  };
}

function list(outcomes: readonly Outcome<unknown>[], write: Write): string {
  return `[${outcomes.map(outcome(write)).join(", ")}]`;
}

const place: Write = (value: Name) => `(${text(value)}, 0)`;
const data: Write = (value: Parameters<typeof bytes>[0]) => bytes(value);
const simple: Write = (value: Parameters<typeof plain>[0]) => plain(value);
const pair: Write = (value: ScriptedPair) => {
  if (value === null) return "None";
  return value === "triple" ? "(None, None, None)" : `(${named(value[0])}, (${text(value[1])}, 0))`;
};

const WRITTEN: Readonly<Record<string, Write>> = { getpeername: place, recv: data, read: data, accept: pair };

function calls(holder: ScriptedSocket | ScriptedFile): readonly (readonly [call: string, outcomes: string])[] {
  return Object.entries(holder).flatMap(([call, outcomes]: [string, unknown]) =>
    Array.isArray(outcomes) ? [[call, list(outcomes, WRITTEN[call] ?? simple)] as const] : [],
  );
}

function socketLine(name: Name, socket: ScriptedSocket): string {
  const made = "truth" in socket ? "HollowSocket" : "Socket";
  const given = calls(socket).map(([call, outcomes]) => `${call}=${outcomes}`);
  return `name(${name}=${made}(${[text(name), String(socket.fd), ...given].join(", ")}))`;
}

function fileLines(name: Name, file: ScriptedFile): readonly string[] {
  const given = calls(file).map(([call, outcomes]) => `${text(call)}: ${outcomes}`);
  return [`name(${name}=${file.fd})`, `open_numbers[${file.fd}] = {${[`"name": ${text(name)}`, ...given].join(", ")}}`];
}

/** The sockets that calls of the script make: they are not there before. */
function madeBy({ socket = [], sockets = {} }: Script): ReadonlySet<Name> {
  const accepted = Object.values(sockets).flatMap(({ accept = [] }) =>
    accept.flatMap((one) => ("value" in one && Array.isArray(one.value) ? [one.value[0] as Name] : [])),
  );
  return new Set([...socket.flatMap((one) => ("value" in one ? [one.value] : [])), ...accepted]);
}

/** Accepted sockets come before those that accept them. */
function inOrder(sockets: Readonly<Record<Name, ScriptedSocket>>): readonly (readonly [Name, ScriptedSocket])[] {
  const all = Object.entries(sockets);
  return [...all.filter(([, one]) => one.accept === undefined), ...all.filter(([, one]) => one.accept !== undefined)];
}

/** The script, as lines of Python. */
export function scriptLines(script: Script): readonly string[] {
  const { socket = [], sockets = {}, files = {}, select = [], poll = [], sleep = [] } = script;
  const made = madeBy(script);
  const selected: Write = (ready: { read?: number[]; write?: number[]; except?: number[] }) =>
    `(${[ready.read, ready.write, ready.except].map((fds) => `[${(fds ?? []).join(", ")}]`).join(", ")})`;
  const polled: Write = (ready: { fd: number; flags: string[] }[]) => {
    const flags = (words: readonly string[]) => words.map((word) => `select.${word}`).join(" | ") || "0";
    return `[${ready.map((one) => `(${one.fd}, ${flags([...new Set(one.flags)])})`).join(", ")}]`;
  };
  return [
    ...inOrder(sockets).map(([name, one]) => socketLine(name, one)),
    ...Object.keys(sockets).flatMap((name) => (made.has(name) ? [] : [`opened(${named(name)})`])),
    ...Object.entries(files).flatMap(([name, one]) => fileLines(name, one)),
    "script = {",
    `    "socket": ${list(socket, named as Write)},`,
    `    "select": ${list(select, selected)},`,
    `    "poll": ${poll === false ? "None" : list(poll, polled)},`,
    `    "sleep": ${list(sleep, simple)},`,
    "}",
    "put_in_place()",
  ];
}
