// The messages between the suite and an adapter: JSON-RPC 2.0, one message per line. Also what an adapter can claim to be.

import type { Family } from "./host.ts";
import type { Base, PeerAction, Program, World } from "./program.ts";
import type { PeerSaw, Trace } from "./trace.ts";

/** The version of this protocol. An adapter that answers with another one is refused. */
export const PROTOCOL_VERSION = 1;

/**
 * What an implementation can do. Whoever does not declare something is not asked for it; whoever declares it is judged on it.
 */
export interface Capabilities {
  worlds: readonly World[];
  bases: readonly Base[];
  /** Which passes it has. */
  pollers: readonly ("select" | "poll" | "epoll")[];
  /** Which kinds of descriptor it can be played on. */
  families: readonly (Family | "datagram" | "pipe" | "terminal")[];
  /** It has passes that can be counted: `loop(count)`, `poll`, `poll2`. */
  passes: boolean;
  /** A handler may call the loop again. */
  nesting: boolean;
  /** A reaction may ask for something of a peer. */
  peersInReactions: boolean;
  /** A channel that nothing refers to is closed when its language collects it. */
  collects: boolean;
  /** It runs on Python, so that probes and class names apply. */
  python: boolean;
}

/** Who an implementation says it is. */
export interface Implementation {
  /**
   * @minLength 1
   * @maxLength 200
   */
  name: string;
  /** @maxLength 200 */
  version: string;
  /** @maxLength 200 */
  language: string;
  /** @maxLength 2000 */
  homepage?: string;
  /**
   * Which of several ways of running the implementation this is, for example "async loop".
   * @maxLength 200
   */
  variant?: string;
}

/** suite → adapter, first of all. */
export interface InitializeParams {
  protocolVersion: number;
  suite: { name: string; version: string };
}

/** adapter → suite. */
export interface InitializeResult {
  protocolVersion: number;
  implementation: Implementation;
  adapter: {
    /** @maxLength 200 */
    version: string;
  };
  capabilities: Capabilities;
}

/** suite → adapter: play this. */
export interface PlayParams {
  program: Program;
  /** The IPv4 address that belongs to this play alone, out of 127.0.0.0/8. */
  address: string;
  /** An existing directory: this play's alone when the program makes files (local-domain sockets, pipes), else an empty one. */
  directory: string;
}

/** adapter → suite: what was observed. Observations of peer actions carry no `returned`: the suite adds its own record. */
export interface PlayResult {
  trace: Trace;
}

/** adapter → suite, during a play: the program reached a peer action. `address` is where `to` is, unless `to` is a peer. */
export interface PeerParams {
  action: PeerAction | { op: "peer.saw"; peer: string; saw: string };
  /** Where the channel or socket named by `to` is bound. */
  address?: readonly [host: string, port: number] | string;
  /**
   * For a `peer.recv` with `from`: how many bytes that channel says it sent since the last such check. Counts what its
   * sends returned, or what was asked of a channel that buffers. The suite waits until they have arrived.
   */
  sent?: number;
}

/**
 * suite → adapter: what the peer saw, and where things are. `local` is the address of the peer's own socket and `file` the
 * path of a pipe or terminal, for whatever the program names after the peer. `holds` answers `peer.saw`.
 */
export interface PeerResult {
  saw?: PeerSaw;
  local?: readonly [host: string, port: number] | string;
  file?: string;
  holds?: boolean;
}

/** suite → adapter, only to one that declares `python`: run this script in a fresh interpreter, and say what it printed. */
export interface ProbeParams {
  /** The text of the script, in ASCII. */
  source: string;
  /** How long it may run, in milliseconds. */
  limitMs: number;
}

/** adapter → suite: what the script wrote to its standard output. */
export interface ProbeResult {
  /** A code unit 0–255 is one byte. */
  lines: readonly string[];
  /** How it ended, unless it ended in good order, for example `exit status 1: ValueError: boom`. */
  failure?: string;
}

/** An error a message can be answered with. `data.unsupported` names the capability that would be needed. */
export interface RpcError {
  code: number;
  message: string;
  data?: { unsupported?: string };
}

/** Standard codes of JSON-RPC, and ours for an action an adapter does not know. */
export const RPC_ERRORS = {
  parse: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  unsupported: -32000,
} as const;

/** A request, from either side. The two sides number their requests independently. */
export type Request =
  | { jsonrpc: "2.0"; id: number; method: "initialize"; params: InitializeParams }
  | { jsonrpc: "2.0"; id: number; method: "play"; params: PlayParams }
  | { jsonrpc: "2.0"; id: number; method: "probe"; params: ProbeParams }
  | { jsonrpc: "2.0"; id: number; method: "peer"; params: PeerParams }
  | { jsonrpc: "2.0"; id: number; method: "shutdown" };

/** An answer to a request. */
export type Response =
  | { jsonrpc: "2.0"; id: number; result: InitializeResult | PlayResult | ProbeResult | PeerResult | null }
  | { jsonrpc: "2.0"; id: number | null; error: RpcError };

/** What an adapter may write: answers, and requests for a peer. */
export interface FromAdapter {
  jsonrpc: "2.0";
  id: number | null;
  method?: "peer";
  params?: PeerParams;
  result?: unknown;
  error?: RpcError;
}
