// The command line as a process: signals, streams and the exit code. The only file that reads process.*; what a command may know is handed to it.

import { availableParallelism, release, type } from "node:os";
import { posixHost } from "../reference/posix/index.ts";
import { answer } from "./commands/answer.ts";
import type { Surroundings } from "./commands/surroundings.ts";
import { NAME } from "./commands/words/asked.ts";
import { paintWith } from "./report/paint.ts";
import { EXIT_CODES } from "./suite-error.ts";

/** Progress on standard error: a line that is rewritten on a terminal, nothing at all in a pipe. */
async function progressOn(stream: NodeJS.WriteStream): Promise<Surroundings["progress"]> {
  if (!stream.isTTY || stream.columns < 2) return () => {}; // A terminal without a width has no line to rewrite.
  const { default: ora } = await import("ora"); // A twentieth of a second that nobody else needs.
  const spinner = ora({ stream, discardStdin: false });
  return (text) => {
    if (text === null) spinner.stop();
    else spinner.start(text);
  };
}

async function surroundingsOf(): Promise<Surroundings> {
  const colours = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
  return {
    host: posixHost,
    clock: () => performance.timeOrigin + performance.now(),
    begunAt: performance.timeOrigin,
    cores: availableParallelism(),
    node: process.execPath,
    env: process.env,
    environment: {
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      kernel: `${type()} ${release()}`,
    },
    say: (line) => void process.stdout.write(`${line}\n`),
    progress: await progressOn(process.stderr),
    paint: paintWith(colours || process.env.FORCE_COLOR !== undefined),
    width: process.stdout.columns ?? 120,
    sessions: new Set(),
    onInterrupt: null,
  };
}

function endOnSignal(surroundings: Surroundings): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      surroundings.progress(null);
      surroundings.onInterrupt?.();
      for (const session of surroundings.sessions) session.kill();
      process.stderr.write(`${NAME}: interrupted.\n`);
      process.exit(EXIT_CODES.interrupted);
    });
}

/**
 * Runs the command line `argv` (without the program's own name). Sets the exit code. `early` gives the signal that came before
 * the command had begun, if one did: it is taken then, by who knows what to leave behind.
 */
export async function main(argv: readonly string[], early: () => NodeJS.Signals | null = () => null): Promise<void> {
  const surroundings = await surroundingsOf();
  process.stdout.on("error", () => {}); // Whoever read what we print has gone: the run goes on, and its report is written.
  const complain = (line: string) => void process.stderr.write(`${line}\n`);
  const begun = () => {
    endOnSignal(surroundings);
    const signal = early();
    if (signal !== null) process.emit(signal);
  };
  process.exitCode = await answer(argv, surroundings, complain, begun);
}
