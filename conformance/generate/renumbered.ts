// The same scripted program on other descriptors. Knows where numbers of descriptors stand in a script, and nothing else of one.

import type { Program } from "../../spec/program.ts";
import type { Outcome, Script, SelectReady } from "../../spec/script.ts";

function changed<Value>(
  outcomes: readonly Outcome<Value>[],
  change: (value: Value) => Value,
): readonly Outcome<Value>[] {
  return outcomes.map((outcome) => ("value" in outcome ? { value: change(outcome.value) } : outcome));
}

function withFds<One extends { readonly fd: number }>(all: Readonly<Record<string, One>>, by: number) {
  return Object.fromEntries(Object.entries(all).map(([name, one]) => [name, { ...one, fd: one.fd + by }]));
}

function withCopies(files: NonNullable<Script["files"]>, by: number): NonNullable<Script["files"]> {
  const copied = Object.entries(files).map(([name, { dup, ...file }]) => [
    name,
    dup === undefined ? file : { ...file, dup: changed(dup, (fd) => fd + by) },
  ]);
  return withFds(Object.fromEntries(copied), by);
}

function selected(ready: SelectReady, by: number): SelectReady {
  return Object.fromEntries(
    Object.entries(ready).map(([list, fds]: [string, readonly number[]]) => [list, fds.map((fd) => fd + by)]),
  );
}

/** `program` with every descriptor its script names `by` higher; one without a script stays as it is. */
export function renumbered(program: Program, by: number): Program {
  const { script } = program;
  if (script === undefined) return program;
  const { sockets, files, select, poll } = script;
  return {
    ...program,
    script: {
      ...script,
      ...(sockets === undefined ? {} : { sockets: withFds(sockets, by) }),
      ...(files === undefined ? {} : { files: withCopies(files, by) }),
      ...(select === undefined ? {} : { select: changed(select, (ready) => selected(ready, by)) }),
      ...(poll === undefined || poll === false
        ? {}
        : { poll: changed(poll, (ready) => ready.map((one) => ({ ...one, fd: one.fd + by }))) }),
    },
  };
}
