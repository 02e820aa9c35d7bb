// JSON-RPC 2.0 with the suite, one message per line: requests in, answers out, and our own requests during a play.
// Knows messages; knows nothing of programs. Nothing that arrives ends the process except the end of the input.

import { type PeerParams, type PeerResult, RPC_ERRORS, type RpcError } from "../../../spec/adapter.ts";
import type { BlockingLines } from "./lines.ts";

/** A request is answered with an error: `error` is sent as it is. */
export class Refusal extends Error {
  readonly error: RpcError;

  constructor(code: number, message: string, unsupported?: string) {
    super(message);
    this.error = { code, message, ...(unsupported === undefined ? {} : { data: { unsupported } }) };
  }
}

/** What the player answers to a method. Throws Refusal, or gives the result. */
export type Method = (params: unknown) => unknown;

interface Message {
  id?: unknown;
  method?: unknown;
  params?: unknown;
  result?: unknown;
  error?: unknown;
}

/** One conversation. `onEnd` is called when the input ends and must not return: nobody is left to answer to. */
export class Wire {
  readonly #lines: BlockingLines;
  readonly #onEnd: () => never;
  readonly #postponed: Message[] = [];
  #nextId = 1;

  constructor(lines: BlockingLines, onEnd: () => never) {
    this.#lines = lines;
    this.#onEnd = onEnd;
  }

  /** Waits for one request and answers it. Gives its method, or null when it had none we know. */
  async serve(methods: Readonly<Record<string, Method>>): Promise<string | null> {
    const { id, method, params } = this.#postponed.shift() ?? this.#receive();
    if (typeof method !== "string")
      return this.#fail(id, new Refusal(RPC_ERRORS.invalidRequest, "A request needs a method."));
    const play = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (play === undefined)
      return this.#fail(id, new Refusal(RPC_ERRORS.methodNotFound, `There is no method "${method}".`));
    try {
      const result = await play(params);
      if (id !== undefined) this.#send({ id, result });
    } catch (error) {
      this.#fail(id, error instanceof Refusal ? error : internalError(error));
    }
    return method;
  }

  /** Asks the suite to do something at its own end of a wire, and waits. Throws Refusal when the suite cannot. */
  askPeer(params: PeerParams): PeerResult {
    const id = this.#nextId++;
    this.#send({ id, method: "peer", params });
    for (;;) {
      const message = this.#receive();
      if (typeof message.method === "string") this.#postponed.push(message);
      else if (message.id === id) return peerResult(message);
    }
  }

  /** The next message that is JSON and an object; others are answered at once. */
  #receive(): Message {
    for (;;) {
      const line = this.#lines.next() ?? this.#onEnd();
      if (line.trim() === "") continue;
      try {
        const message: unknown = JSON.parse(line);
        if (typeof message === "object" && message !== null && !Array.isArray(message)) return message;
        this.#fail(null, new Refusal(RPC_ERRORS.invalidRequest, "A message must be one JSON object."));
      } catch {
        this.#fail(null, new Refusal(RPC_ERRORS.parse, "The line is not JSON."));
      }
    }
  }

  #fail(id: unknown, { error }: Refusal): null {
    this.#send({ id: typeof id === "number" || typeof id === "string" ? id : null, error });
    return null;
  }

  #send(message: object): void {
    this.#lines.write(JSON.stringify({ jsonrpc: "2.0", ...message }));
  }
}

function peerResult({ result, error }: Message): PeerResult {
  if (error === undefined) return (result ?? {}) as PeerResult;
  const said = (error as { message?: unknown } | null)?.message;
  throw new Refusal(RPC_ERRORS.invalidParams, `The suite refused a peer action: ${String(said)}`);
}

function internalError(error: unknown): Refusal {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new Refusal(RPC_ERRORS.internal, `The player failed: ${text}`);
}
