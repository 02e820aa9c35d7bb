// Reaches an adapter as a child process over standard input and output. Any argument vector; no shell ever sees it.
// Owns the process and everything it forked; knows nothing of what is said.

import { type ChildProcess, spawn } from "node:child_process";
import { SuiteError } from "../suite-error.ts";
import { SUITE_VERSION } from "../suite-version.ts";
import type { Adapter, AdapterSource } from "./adapter.ts";
import { LineReader } from "./lines.ts";
import { playOver, shakeHands, Wire } from "./wire.ts";

const LAST_LINES = 20;
const LONGEST_SHOWN_LINE = 2000;
const GRACE_MS = 500;

/** Starts the process. Its group must be its own, so that it can be ended with all its children. */
export type Launch = () => ChildProcess;

/** An adapter that is started by `argv`: a program and its arguments, as they are. */
export function processAdapter(argv: readonly string[]): AdapterSource {
  const [program, ...args] = argv;
  if (program === undefined)
    throw new SuiteError("usage", "No adapter is named after --.", "Give its program and arguments after --.");
  return launchedAdapter(argv, () => spawn(program, args, { detached: true, stdio: ["pipe", "pipe", "pipe"] }));
}

/** An adapter started by `launch`; `words` is how a report names it. */
export function launchedAdapter(words: readonly string[], launch: Launch): AdapterSource {
  return { words, start: (limitMs, ended) => startAdapter(words, launch, limitMs, ended) };
}

async function startAdapter(
  words: readonly string[],
  launch: Launch,
  limitMs: number,
  ended?: AbortSignal,
): Promise<Adapter> {
  const running = new RunningProcess(launch());
  ended?.addEventListener("abort", () => running.kill(), { once: true });
  const identity = await shakeHands(running.wire, SUITE_VERSION, limitMs);
  if (!("unusable" in identity)) return running.adapter(identity);
  running.kill();
  const said = running.lastWords().at(-1);
  const heard = said === undefined ? "" : ` Its last words: ${said}`;
  throw new SuiteError(
    running.notFound ? "adapter-missing" : identity.mismatch ? "protocol-mismatch" : "adapter-unusable",
    `The adapter "${words.join(" ")}" cannot be used: ${identity.unusable}.${heard}`,
    remedyFor(running, identity.mismatch === true),
  );
}

function remedyFor(running: RunningProcess, mismatch: boolean): string {
  if (running.notFound)
    return "Check that the program exists, is on PATH and may be executed; the words after -- are taken as they are.";
  if (mismatch) return "Use an adapter and a suite of the same protocol version.";
  return "Run `asyncore-conformance doctor -- …` with the same words to see what an adapter must answer.";
}

/** A child process with a wire on it. */
class RunningProcess {
  readonly wire: Wire;
  notFound = false;
  readonly #child: ChildProcess;
  readonly #stderr: string[] = [];
  readonly #exited: Promise<void>;

  constructor(child: ChildProcess) {
    this.#child = child;
    this.wire = new Wire((line) => child.stdin?.write(line));
    const stdout = new LineReader(
      (line) => this.wire.receive(line),
      () => this.#fail("it wrote a line of more than 64 MiB"),
    );
    const stderr = new LineReader(
      (line) => this.#remember(line),
      () => this.#remember("(a line too long to keep)"),
    );
    child.stdin?.on("error", () => {}); // A process that ends while we write is reported by its exit, with the reason.
    child.stdout?.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => stderr.push(chunk));
    this.#exited = new Promise((resolve) => {
      child.on("error", (error: NodeJS.ErrnoException) => {
        this.notFound = error.code === "ENOENT" || error.code === "EACCES";
        this.wire.close(`it could not be started (${error.code ?? error.message})`);
        resolve();
      });
      const ended = () => {
        const { exitCode, signalCode } = child;
        if (stderr.unfinished !== "") this.#remember(stderr.unfinished);
        const rest =
          stdout.unfinished === ""
            ? ""
            : `, in the middle of a line: ${JSON.stringify(stdout.unfinished.slice(0, 120))}`;
        this.wire.close(
          `it ended ${signalCode === null ? `with exit code ${exitCode}` : `by signal ${signalCode}`}${rest}`,
        );
        resolve();
      };
      child.on("close", ended);
      // "close" waits until nobody holds the pipes. What the adapter forked may hold them for ever: end it, and do not wait long.
      child.on("exit", () => {
        this.kill();
        setTimeout(ended, GRACE_MS).unref();
      });
    });
  }

  adapter(identity: Adapter["identity"]): Adapter {
    return {
      identity,
      play: (params, peers, limitMs) => playOver(this.wire, params, peers, limitMs),
      ask: (method, params, limitMs) => this.wire.request(method, params, limitMs),
      lastWords: () => this.lastWords(),
      stop: () => this.#stop(),
      kill: () => this.kill(),
    };
  }

  lastWords(): readonly string[] {
    return this.#stderr;
  }

  /** Ends the whole process group at once. */
  kill(): void {
    this.#signal("SIGKILL");
  }

  async #stop(): Promise<void> {
    await this.wire.request("shutdown", undefined, GRACE_MS);
    this.#child.stdin?.end();
    if (!(await this.#exitsWithin(GRACE_MS))) {
      this.#signal("SIGTERM");
      await this.#exitsWithin(GRACE_MS);
    }
    this.kill(); // Also when it ended: what it forked may still be there.
  }

  async #exitsWithin(limitMs: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), limitMs);
    });
    const exited = await Promise.race([this.#exited.then(() => true), late]);
    clearTimeout(timer);
    return exited;
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, signal);
    } catch {
      // The group is gone already: that is what was wanted.
    }
  }

  #fail(reason: string): void {
    this.wire.close(reason);
    this.kill();
  }

  #remember(line: string): void {
    this.#stderr.push(line.slice(0, LONGEST_SHOWN_LINE));
    if (this.#stderr.length > LAST_LINES) this.#stderr.shift();
  }
}
