// A program that runs in a process of its own: what it prints, line by line, and how it ends.
// Knows processes; knows nothing of what they say.

import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";

/** A program that was started. Whoever starts it stops it. */
export class Running {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #lines: AsyncIterator<string, undefined>;
  readonly #ended: Promise<unknown>;
  #errors = "";

  /** Starts `command` with `args`. */
  constructor(command: string, args: readonly string[]) {
    this.#child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.#ended = once(this.#child, "close");
    this.#child.stdin.on("error", () => {}); // A program may end before it has read everything.
    this.#child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#errors += text;
    });
  }

  /** The next line it prints. Throws an Error with what it complained about when there is none. */
  async line(): Promise<string> {
    const { done, value } = await this.#lines.next();
    if (!done) return value;
    throw new Error(`The program has nothing more to say. It complained: ${this.#errors}`);
  }

  /** The port a server says it listens on. */
  async port(): Promise<number> {
    const line = await this.line();
    return Number(/^listening on \S+ (\d+)$/.exec(line)?.[1]);
  }

  /** Types a line into it. */
  type(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  /** Has nothing more to type. */
  endInput(): void {
    this.#child.stdin.end();
  }

  /** Waits until it has ended: its exit code, the lines not read yet, what it complained about. */
  async end(): Promise<{ code: number | null; lines: string[]; errors: string }> {
    const lines: string[] = [];
    for (let next = await this.#lines.next(); !next.done; next = await this.#lines.next()) lines.push(next.value);
    await this.#ended;
    return { code: this.#child.exitCode, lines, errors: this.#errors };
  }

  /** Ends it, whatever it does. */
  async stop(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#ended;
  }
}

/** Starts the example of that name. */
export function runExample(name: string, ...args: readonly (string | number)[]): Running {
  const file = fileURLToPath(new URL(`../${name}.ts`, import.meta.url));
  return new Running(process.execPath, ["--disable-warning=ExperimentalWarning", file, ...args.map(String)]);
}
