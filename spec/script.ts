// The system below an implementation in the scripted world: what every call gives, used up in order.
// Knows the calls; knows nothing of programs.

import type { ErrnoName } from "./errno.ts";
import type { PollFlag } from "./host.ts";
import type { Data, Name, Raised } from "./literal.ts";

/** What a scripted call gives: a value, or an errno, or another exception. */
export type Outcome<Value> =
  | { value: Value }
  | { errno: ErrnoName }
  | {
      /**
       * An errno without a name.
       *
       * @minimum 1
       * @asType integer
       */
      code: number;
    }
  | { raise: Raised };

/** What an accept gives: a pair, nothing at all, or a wrong number of things. */
export type ScriptedPair = readonly [socket: Name, address: Name] | null | "triple";

/** What connect_ex gives: it never raises an errno, it returns it, also that of an outcome with `errno` or `code`. */
export type ConnectCode = 0 | ErrnoName;

/** How many bytes the kernel takes, never more than there are; "all" for whatever is asked. */
export type Taken = number | "all";

/** The descriptor numbers select returns, in the kernel's order. */
export interface SelectReady {
  read?: readonly number[];
  write?: readonly number[];
  except?: readonly number[];
}

/** The descriptor numbers poll returns, with their flags, in the kernel's order. */
export type PollReady = readonly { fd: number; flags: readonly PollFlag[] }[];

/** A socket of the scripted world: its descriptor number and what its calls give, used up one per call. */
export interface ScriptedSocket {
  fd: number;
  /** A false value of its language (an object of length zero). */
  truth?: false;
  setblocking?: readonly Outcome<null>[];
  getpeername?: readonly Outcome<Name>[];
  /** A pending error (SO_ERROR) by the name of its errno, 0 for none. */
  getsockopt?: readonly Outcome<number | ErrnoName>[];
  setsockopt?: readonly Outcome<null>[];
  connect_ex?: readonly Outcome<ConnectCode>[];
  bind?: readonly Outcome<null>[];
  listen?: readonly Outcome<null>[];
  accept?: readonly Outcome<ScriptedPair>[];
  recv?: readonly Outcome<Data>[];
  send?: readonly Outcome<Taken>[];
  close?: readonly Outcome<null>[];
}

/** A file of the scripted world. What `dup` gives are further descriptors of it: their calls use up the same lists. */
export interface ScriptedFile {
  fd: number;
  dup?: readonly Outcome<number>[];
  setblocking?: readonly Outcome<null>[];
  read?: readonly Outcome<Data>[];
  write?: readonly Outcome<Taken>[];
  close?: readonly Outcome<null>[];
}

/**
 * The system below the implementation, call by call. Each list is used up in order; a call for which nothing is left, or
 * nothing was written, exhausts the play. A call on a descriptor that no socket or file has (any more) fails with EBADF,
 * and is not recorded: closing forgets the descriptor, also when it fails. Sockets that no `socket` or `accept` makes are
 * there from the beginning, and so are files. The name of an address stands for itself.
 */
export interface Script {
  /** What socket() makes: names of `sockets`. */
  socket?: readonly Outcome<Name>[];
  sockets?: Readonly<Record<Name, ScriptedSocket>>;
  files?: Readonly<Record<Name, ScriptedFile>>;
  select?: readonly Outcome<SelectReady>[];
  /** `false` in place of the list: this system has no poll at all. */
  poll?: readonly Outcome<PollReady>[] | false;
  sleep?: readonly Outcome<null>[];
}
