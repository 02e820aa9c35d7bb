// Reaches an adapter over TCP: one that is running already and takes connections. Each conversation is a connection of its own.
// Knows the wire's transport and how it ends; knows nothing of who started the adapter, or where.

import { connect, type Socket } from "node:net";
import type { InitializeResult } from "../../spec/adapter.ts";
import { SuiteError } from "../suite-error.ts";
import { SUITE_VERSION } from "../suite-version.ts";
import type { Adapter, AdapterSource } from "./adapter.ts";
import { LineReader } from "./lines.ts";
import { AFTER_HANDSHAKE, playOver, shakeHands, Wire } from "./wire.ts";

const GRACE_MS = 500;

/** Where an adapter listens. */
export interface TcpPlace {
  readonly host: string;
  readonly port: number;
}

/** How reports and messages speak of an adapter that is reached over TCP. */
export interface TcpWords {
  /** How a sentence names it: `adapter at 127.0.0.1:7000`. */
  readonly name: string;
  /** What to do when nobody answers there. */
  readonly whenNobodyAnswers: string;
  /** The last lines of its standard error, oldest first. */
  readonly lastWords: () => readonly string[];
}

/** An adapter that listens at `place`, which somebody has started. Its loopback must be that of the suite. */
export function tcpAdapter(place: TcpPlace): AdapterSource {
  const where = `${place.host}:${place.port}`;
  const words: TcpWords = {
    name: `adapter at ${where}`,
    whenNobodyAnswers: `Start it there first; the Python adapter listens with --listen ${place.port}.`,
    lastWords: () => [],
  };
  return { words: ["--tcp", where], alone: true, start: (limitMs, ended) => converse(place, words, limitMs, ended) };
}

/** `text` as a place: `HOST:PORT`. Throws SuiteError when it is none. */
export function parseTcpPlace(text: string): TcpPlace {
  const [, host, digits] =
    /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text)?.filter((part) => part !== undefined) ?? [];
  const port = Number(digits);
  if (host !== undefined && port > 0 && port < 65_536) return { host, port };
  throw new SuiteError(
    "usage",
    `"${text}" is no place an adapter could listen at.`,
    "Write it as HOST:PORT, for example 127.0.0.1:7000.",
  );
}

/** Connects to an adapter and shakes hands. Throws SuiteError when that does not succeed within `limitMs`. */
export async function converse(
  place: TcpPlace,
  words: TcpWords,
  limitMs: number,
  ended?: AbortSignal,
): Promise<Adapter> {
  const begun = performance.now();
  const socket = await connected(place, words, limitMs);
  const connection = new Connection(socket, words);
  if (ended?.aborted) connection.kill();
  ended?.addEventListener("abort", () => connection.kill(), { once: true });
  const leftMs = Math.max(1, Math.ceil(limitMs - (performance.now() - begun)));
  const identity = await shakeHands(connection.wire, SUITE_VERSION, leftMs);
  if (!("unusable" in identity)) return connection.adapter(identity);
  connection.kill();
  const said = words.lastWords().at(-1);
  const heard = said === undefined ? "" : ` Its last words: ${said}`;
  throw new SuiteError(
    identity.kind === "mismatch" ? "protocol-mismatch" : "adapter-unusable",
    `The ${words.name} cannot be used: ${identity.unusable}.${heard}`,
    identity.kind !== undefined
      ? AFTER_HANDSHAKE[identity.kind]
      : 'Let it answer "initialize" on every connection: ADAPTERS.md, "Over TCP".',
  );
}

function connected({ host, port }: TcpPlace, words: TcpWords, limitMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    const fail = (reason: string) => {
      socket.destroy();
      const sentence = `The ${words.name} cannot be used: it could not be reached (${reason}).`;
      reject(new SuiteError("adapter-missing", sentence, words.whenNobodyAnswers));
    };
    const timer = setTimeout(() => fail(`nobody answered within ${limitMs} ms; --start-limit sets this`), limitMs);
    socket.once("error", (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      fail(error.code ?? error.message);
    });
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.removeAllListeners("error");
      resolve(socket);
    });
  });
}

/** A connection with a wire on it. */
class Connection {
  readonly wire: Wire;
  readonly #socket: Socket;
  readonly #words: TcpWords;
  readonly #closed: Promise<void>;

  constructor(socket: Socket, words: TcpWords) {
    this.#socket = socket;
    this.#words = words;
    this.wire = new Wire((line) => socket.write(line));
    const reader = new LineReader(
      (line) => this.wire.receive(line),
      () => {
        this.wire.close("it wrote a line of more than 64 MiB");
        this.kill();
      },
    );
    let reason = "it closed the connection";
    socket.on("data", (chunk: Buffer) => reader.push(chunk));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      reason = `the connection broke (${error.code ?? error.message})`;
    });
    this.#closed = new Promise((resolve) => {
      socket.on("close", () => {
        const rest = reader.unfinished.slice(0, 120);
        this.wire.close(rest === "" ? reason : `${reason}, in the middle of a line: ${JSON.stringify(rest)}`);
        resolve();
      });
    });
  }

  adapter(identity: InitializeResult): Adapter {
    return {
      identity,
      play: (params, peers, limitMs) => playOver(this.wire, params, peers, limitMs),
      playAll: (all, limitMs) => this.wire.requestAll("play", all, limitMs),
      ask: (method, params, limitMs) => this.wire.request(method, params, limitMs),
      askAll: (method, all, limitMs, written) => this.wire.requestAll(method, all, limitMs, null, written),
      lastWords: this.#words.lastWords,
      stop: () => this.#stop(),
      kill: () => this.kill(),
    };
  }

  /** Hangs up. Whoever is at the other end must end what still runs then. */
  kill(): void {
    this.#socket.destroy();
  }

  async #stop(): Promise<void> {
    await this.wire.request("shutdown", undefined, GRACE_MS);
    this.#socket.end();
    const timer = setTimeout(() => this.kill(), GRACE_MS);
    await this.#closed;
    clearTimeout(timer);
  }
}
