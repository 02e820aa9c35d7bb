// Reaches an adapter as a child process over standard input and output. Any argument vector; no shell ever sees it.
// Owns the process and everything it forked; knows nothing of what is said.

import { type ChildProcess, spawn } from "node:child_process";
import { SuiteError } from "../suite-error.ts";
import { SUITE_VERSION } from "../suite-version.ts";
import type { Adapter, AdapterSource } from "./adapter.ts";
import { tellingLine } from "./last-words.ts";
import { LineReader } from "./lines.ts";
import { endRunaways, type Mark, newMark } from "./runaways.ts";
import { AFTER_HANDSHAKE, playOver, shakeHands, type Unusable, Wire } from "./wire.ts";

const LAST_LINES = 20;
const LONGEST_SHOWN_LINE = 2000;
const LONGEST_STDERR_LINE_BYTES = 65536;
const GRACE_MS = 500;

/** Starts the process, with `mark` in its environment. Its group must be its own, so that it can be ended with all its children. */
export type Launch = (mark: Mark) => ChildProcess;

/** An adapter that is started by `argv`: a program and its arguments, as they are. */
export function processAdapter(argv: readonly string[]): AdapterSource {
  const [program, ...args] = argv;
  if (program === undefined)
    throw new SuiteError("usage", "No adapter is named after --.", "Give its program and arguments after --.");
  const launch: Launch = (mark) =>
    spawn(program, args, { detached: true, stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, ...mark } });
  return launchedAdapter(argv, launch);
}

/** An adapter started by `launch`; `words` is how a report names it. */
export function launchedAdapter(words: readonly string[], launch: Launch): AdapterSource {
  return { words, start: (limitMs, ended) => startAdapter(words, launch, limitMs, ended) };
}

const WHEN_ENDED =
  'An adapter stays, and answers line after line of its standard input, "initialize" first (ADAPTERS.md, "The messages"): start it by hand with the same words to see why it ended.';

const WHEN_MISSING =
  "Check that the program exists, is on PATH and may be executed; the words after -- are taken as they are.";

/** Starts the process. Some of what can be wrong with a program is thrown at once, the rest comes as an event. */
function launched(words: readonly string[], launch: Launch): RunningProcess {
  try {
    const mark = newMark();
    return new RunningProcess(launch(mark), mark);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const sentence = `The adapter "${words.join(" ")}" cannot be used: it could not be started (${code ?? message}).`;
    throw new SuiteError("adapter-missing", sentence, WHEN_MISSING);
  }
}

async function startAdapter(
  words: readonly string[],
  launch: Launch,
  limitMs: number,
  ended?: AbortSignal,
): Promise<Adapter> {
  const running = launched(words, launch);
  ended?.addEventListener("abort", () => running.kill(), { once: true });
  const identity = await shakeHands(running.wire, SUITE_VERSION, limitMs);
  if (!("unusable" in identity)) return running.adapter(identity);
  const { hasEnded } = running;
  const silent = hasEnded ? " It wrote nothing on standard error." : "";
  running.kill();
  await running.exitsWithin(GRACE_MS);
  const said = tellingLine(running.lastWords());
  const heard = said === null ? silent : ` Its last words: ${said}`;
  throw new SuiteError(
    running.notFound ? "adapter-missing" : identity.kind === "mismatch" ? "protocol-mismatch" : "adapter-unusable",
    `The adapter "${words.join(" ")}" cannot be used: ${identity.unusable}.${heard}`,
    remedyFor(running, identity, hasEnded),
  );
}

function remedyFor(running: RunningProcess, { kind }: Unusable, hasEnded: boolean): string {
  if (running.notFound) return WHEN_MISSING;
  if (kind !== undefined) return AFTER_HANDSHAKE[kind];
  if (hasEnded) return WHEN_ENDED;
  return "Run `asyncore-conformance doctor -- …` with the same words to see what an adapter must answer.";
}

/** A child process with a wire on it. */
class RunningProcess {
  readonly wire: Wire;
  notFound = false;
  readonly #child: ChildProcess;
  readonly #mark: Mark;
  readonly #stderr: string[] = [];
  readonly #exited: Promise<void>;
  #gone = false;

  constructor(child: ChildProcess, mark: Mark) {
    this.#child = child;
    this.#mark = mark;
    this.wire = new Wire((line) => child.stdin?.write(line));
    const stdout = new LineReader(
      (line) => this.wire.receive(line),
      () => this.#fail("it wrote a line of more than 64 MiB"),
    );
    const stderr = new LineReader(
      (line) => this.#remember(line),
      () => this.#remember("(a line too long to keep)"),
      LONGEST_STDERR_LINE_BYTES,
    );
    child.stdin?.on("error", () => {}); // A process that ends while we write is reported by its exit, with the reason.
    child.stdout?.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => stderr.push(chunk));
    this.#exited = this.#ending().then((reason) => {
      if (stderr.unfinished !== "") this.#remember(stderr.unfinished);
      const rest = stdout.unfinished.slice(0, 120);
      this.wire.close(rest === "" ? reason : `${reason}, in the middle of a line: ${JSON.stringify(rest)}`);
    });
  }

  adapter(identity: Adapter["identity"]): Adapter {
    return {
      identity,
      play: (params, peers, limitMs) => playOver(this.wire, params, peers, limitMs),
      playAll: (all, limitMs) => this.wire.requestAll("play", all, limitMs),
      ask: (method, params, limitMs) => this.wire.request(method, params, limitMs),
      askAll: (method, all, limitMs, written) => this.wire.requestAll(method, all, limitMs, null, written),
      lastWords: () => this.lastWords(),
      stop: () => this.#stop(),
      kill: () => this.kill(),
    };
  }

  /** Whether it has ended, by itself or because it was made to. */
  get hasEnded(): boolean {
    return this.#gone;
  }

  lastWords(): readonly string[] {
    return [...this.#stderr];
  }

  /** Ends the whole process group at once, and whoever left it. */
  kill(): void {
    this.#signal("SIGKILL");
    endRunaways(this.#mark);
  }

  /** Whether it has ended after at most `limitMs` milliseconds, and everything it said was read. */
  async exitsWithin(limitMs: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), limitMs);
    });
    const exited = await Promise.race([this.#exited.then(() => true), late]);
    clearTimeout(timer);
    return exited;
  }

  async #stop(): Promise<void> {
    await this.wire.request("shutdown", undefined, GRACE_MS);
    this.#child.stdin?.end();
    if (await this.exitsWithin(GRACE_MS)) return;
    this.#signal("SIGTERM");
    if (await this.exitsWithin(GRACE_MS)) return;
    this.kill();
    await this.exitsWithin(GRACE_MS);
  }

  /** Waits for the end of the process and of what it says. Gives the reason. */
  #ending(): Promise<string> {
    const child = this.#child;
    return new Promise((resolve) => {
      child.on("error", (error: NodeJS.ErrnoException) => {
        this.notFound = error.code === "ENOENT" || error.code === "EACCES";
        resolve(`it could not be started (${error.code ?? error.message})`);
      });
      const ended = () => {
        const { exitCode, signalCode } = child;
        resolve(`it ended ${signalCode === null ? `with exit code ${exitCode}` : `by signal ${signalCode}`}`);
      };
      child.on("close", ended);
      // "close" waits until nobody holds the pipes. What the adapter forked may hold them for ever, even where nobody finds
      // it: end what can be ended, do not wait long, and let go of the pipes.
      child.on("exit", () => {
        this.kill();
        this.#gone = true;
        const timer = setTimeout(() => {
          child.stdout?.destroy();
          child.stderr?.destroy();
        }, GRACE_MS);
        child.on("close", () => clearTimeout(timer));
      });
    });
  }

  /** Once the process was waited for and its group ended, its number may be somebody else's. */
  #signal(signal: NodeJS.Signals): void {
    if (this.#child.pid === undefined || this.#gone) return;
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
