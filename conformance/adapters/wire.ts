// JSON-RPC 2.0 over lines with one adapter: matches answers to requests and hands its own requests on.
// Knows messages; knows neither processes nor sockets nor what a play means. An adapter is untrusted: anything may come.

import {
  type InitializeResult,
  type PeerParams,
  type PeerResult,
  type PlayParams,
  PROTOCOL_VERSION,
  RPC_ERRORS,
} from "../../spec/adapter.ts";
import type { Trace } from "../../spec/trace.ts";
import { prepareForMessages, shapeError, shapeErrors } from "../load/validate.ts";
import { programJson } from "../program-json.ts";
import { clip } from "../report/printable.ts";
import type { Answer, PeerHandler, PlayOutcome, Written } from "./adapter.ts";

interface Message {
  id?: unknown;
  method?: unknown;
  params?: unknown;
  result?: unknown;
  error?: { code?: unknown; message?: unknown; data?: { unsupported?: unknown } };
}

/** The first characters of a line, fit to be shown. */
function excerpt(line: string): string {
  return JSON.stringify(line.length > 120 ? `${line.slice(0, 120)}…` : line);
}

/** How far apart pieces of a message are written. */
const APART_MS = 10;

/** Characters of an error's message: whoever has more to say has standard error. */
const LONGEST_MESSAGE = 2000;

function errorAnswer({ code, message, data }: NonNullable<Message["error"]>): Answer {
  const unsupported = data?.unsupported;
  const named = typeof unsupported === "string" ? { unsupported: clip(unsupported, LONGEST_MESSAGE) } : {};
  return { answer: "error", code: Number(code), message: clip(String(message), LONGEST_MESSAGE), ...named };
}

/** The line of a request. A program in it is written as JSON only once, however many play it. */
function requestLine(id: number, method: string, params: unknown): string {
  const head = `{"jsonrpc":"2.0","id":${id},"method":${JSON.stringify(method)}`;
  if (params === undefined) return `${head}}\n`;
  if (method !== "play" || !isOfAPlay(params)) return `${head},"params":${JSON.stringify(params)}}\n`;
  const { program, ...place } = params;
  return `${head},"params":{"program":${programJson(program)},${JSON.stringify(place).slice(1)}}\n`;
}

function isOfAPlay(params: unknown): params is PlayParams {
  const { program, address } = (params ?? {}) as Partial<PlayParams>;
  return typeof program === "object" && program !== null && typeof address === "string";
}

/** The answer to a peer request; a request that makes no sense is told so, and the play goes on. */
function peerResponse(id: unknown, perform: () => PeerResult | undefined): unknown {
  try {
    return { jsonrpc: "2.0", id, result: perform() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { jsonrpc: "2.0", id, error: { code: RPC_ERRORS.invalidParams, message } };
  }
}

/** A request without an answer yet. */
interface Waiting {
  readonly settle: (answer: Answer) => void;
}

/** One conversation. `write` sends lines; whoever owns the transport calls `receive` and `close`. */
export class Wire {
  readonly #write: (line: string) => void;
  #nextId = 1;
  /** Requests by number, in the order in which they were sent. */
  readonly #waiting = new Map<number, Waiting>();
  #peers: PeerHandler | null = null;
  #closed: string | null = null;
  #stray: string | null = null;

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  /**
   * Sends a request and waits for its answer, at most `limitMs` milliseconds. Output that arrived before the limit but was
   * not read yet still counts. `peers` answers what the adapter asks meanwhile.
   */
  async request(method: string, params: unknown, limitMs: number, peers: PeerHandler | null = null): Promise<Answer> {
    const [answer] = await this.requestAll(method, [params], limitMs, peers);
    return answer as Answer; // As many answers as requests.
  }

  /**
   * Sends requests one behind the other without waiting, and gives their answers in the same order. Each answer may take
   * `limitMs` milliseconds from the one before it. What ends the conversation, or spoils it, is the answer to every request
   * that still waits then: which of them it was about, nobody can tell. `written` says how the lines are put on the wire.
   */
  requestAll(
    method: string,
    all: readonly unknown[],
    limitMs: number,
    peers: PeerHandler | null = null,
    written: Written | null = null,
  ): Promise<readonly Answer[]> {
    const [stray, closed] = [this.#stray, this.#closed];
    if (stray !== null) return Promise.resolve(all.map(() => ({ answer: "garbled", reason: stray })));
    if (closed !== null) return Promise.resolve(all.map(() => ({ answer: "closed", reason: closed })));
    const ids = all.map(() => this.#nextId++);
    const late = (): Answer => ({ answer: "late", limitMs });
    const timer = setTimeout(() => setImmediate(() => setImmediate(() => this.#settleAll(late(), ids))), limitMs);
    this.#peers = peers;
    const answers = ids.map(
      (id) =>
        new Promise<Answer>((resolve) => {
          const settle = (answer: Answer) => {
            timer.refresh();
            resolve(answer);
          };
          this.#waiting.set(id, { settle });
        }),
    );
    const lines = all.map((params, index) => requestLine(ids[index] as number, method, params));
    if (written === null) this.#write(lines.join(""));
    else void this.#sendApart(written(lines));
    return Promise.all(answers).finally(() => clearTimeout(timer));
  }

  /** Takes a line the adapter wrote. */
  receive(line: string): void {
    if (line.trim() === "") return;
    let message: Message;
    try {
      message = JSON.parse(line) as Message;
    } catch {
      this.#garbled(`it wrote a line that is not JSON: ${excerpt(line)}`);
      return;
    }
    const error = shapeError("from-adapter", message);
    if (error !== null) this.#garbled(`it wrote a message that is none of ours (${error}): ${excerpt(line)}`);
    else if (message.method === "peer") this.#answerPeer(message);
    else this.#takeAnswer(message, line);
  }

  /** The transport ended, for `reason`. */
  close(reason: string): void {
    this.#closed = reason;
    this.#settleAll({ answer: "closed", reason });
  }

  #takeAnswer(message: Message, line: string): void {
    const [first] = this.#waiting.keys();
    const isOfTheOne = message.id === null && message.error !== undefined && this.#waiting.size === 1;
    const id = isOfTheOne ? first : message.id;
    if (first === undefined) this.#garbled(`it wrote an answer nobody waited for: ${excerpt(line)}`);
    else if (typeof id !== "number" || !this.#waiting.has(id)) this.#garbled(this.#wrongNumber(message.id));
    else if (message.error === undefined) this.#settle(id, { answer: "result", result: message.result });
    else this.#settle(id, errorAnswer(message.error));
  }

  #wrongNumber(id: unknown): string {
    const waiting = [...this.#waiting.keys()];
    const whom =
      waiting.length === 1 ? `request ${waiting[0]} was` : `requests ${waiting[0]} to ${waiting.at(-1)} were`;
    return `it answered request ${excerpt(JSON.stringify(id))} while ${whom} waiting`;
  }

  #answerPeer(message: Message): void {
    const wrong = shapeError("peer-params", message.params);
    if (this.#peers === null) this.#garbled("it asked for a peer while nothing was being played");
    else if (wrong !== null) this.#garbled(`its peer request is malformed: ${wrong}`);
    else this.#send(peerResponse(message.id, () => this.#peers?.(message.params as PeerParams)));
  }

  /** What cannot be read spoils the requests that wait, or else the next one: nothing is overlooked. */
  #garbled(reason: string): void {
    if (this.#waiting.size === 0) this.#stray ??= reason;
    else this.#settleAll({ answer: "garbled", reason });
  }

  #settle(id: number, answer: Answer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#peers = null;
    waiting?.settle(answer);
  }

  #settleAll(answer: Answer, ids: Iterable<number> = this.#waiting.keys()): void {
    for (const id of [...ids]) if (this.#waiting.has(id)) this.#settle(id, answer);
  }

  /** Writes pieces a moment apart, so that they arrive as pieces. */
  async #sendApart(pieces: readonly string[]): Promise<void> {
    for (const piece of pieces) {
      this.#write(piece);
      await new Promise((resolve) => setTimeout(resolve, APART_MS));
    }
  }

  #send(message: unknown): void {
    this.#write(`${JSON.stringify(message)}\n`);
  }
}

/** Why hands could not be shaken, and what one can do when it was for what the adapter said. */
export interface Unusable {
  readonly unusable: string;
  readonly kind?: "mismatch" | "malformed";
}

/** What to do about an answer that was understood and is not good enough. */
export const AFTER_HANDSHAKE = {
  mismatch: "Use an adapter and a suite of the same protocol version.",
  malformed: 'Every member it must have, and its values, are in conformance/ADAPTERS.md, "Shaking hands".',
} as const satisfies Record<NonNullable<Unusable["kind"]>, string>;

/** Shakes hands. Gives who the adapter is, or why it cannot be used. */
export async function shakeHands(
  wire: Wire,
  suiteVersion: string,
  limitMs: number,
): Promise<InitializeResult | Unusable> {
  const params = { protocolVersion: PROTOCOL_VERSION, suite: { name: "asyncore-conformance", version: suiteVersion } };
  const answering = wire.request("initialize", params, limitMs);
  prepareForMessages(); // While the adapter starts.
  const answer = await answering;
  switch (answer.answer) {
    case "result":
      break;
    case "late":
      return { unusable: `it did not answer "initialize" within ${limitMs} ms (--start-limit sets this)` };
    case "error":
      return { unusable: `it answered "initialize" with error ${answer.code}: ${answer.message}` };
    default:
      return { unusable: answer.reason };
  }
  const version = (answer.result as { protocolVersion?: unknown } | null)?.protocolVersion;
  if (typeof version === "number" && version !== PROTOCOL_VERSION)
    return {
      unusable: `it speaks protocol version ${version}, this suite speaks ${PROTOCOL_VERSION}`,
      kind: "mismatch",
    };
  const wrong = shapeErrors("initialize-result", answer.result);
  if (wrong.length > 0)
    return { unusable: `its answer to "initialize" is malformed: ${wrong.join("; ")}`, kind: "malformed" };
  return answer.result as InitializeResult;
}

/**
 * What an answer means for a play. A result must have the shape `shape`; `traceOf` finds the trace in it.
 */
export function outcomeOf(
  answer: Answer,
  shape: "play-result" | "probe-result",
  traceOf: (result: unknown) => Trace,
): PlayOutcome {
  switch (answer.answer) {
    case "late":
      return { outcome: "timed-out", limitMs: answer.limitMs };
    case "closed":
      return { outcome: "crashed", reason: answer.reason };
    case "garbled":
      return { outcome: "garbled", reason: answer.reason };
    case "error":
      return {
        outcome: "refused",
        reason: `error ${answer.code}: ${answer.message}`,
        ...(answer.unsupported === undefined ? {} : { missing: answer.unsupported }),
      };
    case "result": {
      const wrong = shapeError(shape, answer.result);
      if (wrong !== null) return { outcome: "garbled", reason: `its trace is malformed: ${wrong}` };
      return { outcome: "played", trace: traceOf(answer.result) };
    }
  }
}

/** What an answer to `play` means. */
export function playOutcomeOf(answer: Answer): PlayOutcome {
  return outcomeOf(answer, "play-result", (result) => (result as { trace: Trace }).trace);
}

/** Plays one program over `wire`. */
export async function playOver(
  wire: Wire,
  params: PlayParams,
  peers: PeerHandler,
  limitMs: number,
): Promise<PlayOutcome> {
  return playOutcomeOf(await wire.request("play", params, limitMs, peers));
}
