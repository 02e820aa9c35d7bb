// What a program is written with: names, bytes, plain values, exceptions and addresses.
// Knows how each looks in JSON; knows nothing of what is done with them.

import type { ErrnoName } from "./errno.ts";

/**
 * The name of a channel, socket, file, peer, map, producer, object or address. One name means one thing in a program.
 *
 * @pattern ^[a-z][A-Za-z0-9_-]{0,39}$
 */
export type Name = string;

/**
 * Bytes: each code unit 0…255 of the string is one byte. Long data is written as a piece and how often it repeats.
 */
export type Data = string | RepeatedData;

/** A piece of bytes and how often it repeats. */
export interface RepeatedData {
  repeat: string;
  /**
   * @minimum 1
   * @asType integer
   */
  times: number;
}

/** A plain value handed to or returned by the implementation. Strings are bytes where the implementation expects bytes. */
export type Plain = null | boolean | number | string | readonly [];

/** Text that is not bytes, where a language has both. */
export interface Text {
  text: string;
}

/** The kinds of exception, one word for all languages. `os` is an error of the system and has an errno. */
export type RaisedKind =
  | "os"
  | "type"
  | "value"
  | "attribute"
  | "key"
  | "index"
  | "not-implemented"
  | "assertion"
  | "name-resolution"
  | "exit-now"
  | "interrupt"
  | "system-exit"
  | "other";

/** An exception, raised by a program or observed. `class` is the language's own name, only under capability `python`. */
export interface Raised {
  kind: RaisedKind;
  errno?: ErrnoName;
  text?: string;
  class?: string;
}

/**
 * An address. A name is the address of that peer, else the local address of that channel or socket. `any` is the play's
 * own address with port 0 (the kernel chooses). `path` is a local-domain path in the play's directory. `host` and `port`
 * are taken as they are. `value` is something that is no address at all.
 */
export type Address =
  | Name
  | { any: "inet" | "inet6" }
  | { path: Name }
  | { host: string; port: number }
  | { value: Plain };

/** A terminator: bytes, a count, or none. */
export type Terminator = null | number | string | Text;
