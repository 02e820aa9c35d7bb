// What a clause is: one numbered, normative sentence about asyncore. The sentences themselves are in clauses/.

/** A CPython version whose behaviour can be claimed. 3.12 removed asyncore. */
export type Target = "2.7" | "3.6" | "3.7" | "3.8" | "3.9" | "3.10" | "3.11";

/** Every target, oldest first. */
export const TARGETS = ["2.7", "3.6", "3.7", "3.8", "3.9", "3.10", "3.11"] as const satisfies readonly Target[];

/** An area of the specification: prefix of clause ids, folder of scenarios, section of reports. */
export type Area =
  | "LOOP"
  | "SELECT"
  | "POLL"
  | "MAP"
  | "DISPATCHER"
  | "CONNECT"
  | "ACCEPT"
  | "READ"
  | "WRITE"
  | "CLOSE"
  | "OOB"
  | "ERROR"
  | "ATTRIBUTE"
  | "SEND"
  | "FILE"
  | "CHAT";

/** Every area in the order of the specification, with its heading. */
export const AREAS = {
  LOOP: "The loop",
  SELECT: "One pass over select (the original calls it poll)",
  POLL: "One pass over poll (the original calls it poll2)",
  MAP: "The map of channels",
  DISPATCHER: "Making a channel",
  CONNECT: "Connecting",
  ACCEPT: "Listening and accepting",
  READ: "Reading",
  WRITE: "Writing",
  CLOSE: "Closing",
  OOB: "Exceptional conditions and urgent data",
  ERROR: "Exceptions, handle_error and logging",
  ATTRIBUTE: "Attributes, representation, delegation",
  SEND: "dispatcher_with_send",
  FILE: "file_dispatcher",
  CHAT: "asynchat",
} as const satisfies Record<Area, string>;

/**
 * How binding a clause is. `must`: documented, or the same on every version and needed by portable programs.
 * `should`: stable behaviour that programs came to rely on. `may`: differs between versions or platforms, or accidental.
 */
export type Level = "must" | "should" | "may";

/** `documented`: what the documentation promises. `exact`: what the original does, beyond its documentation. */
export type Profile = "documented" | "exact";

/**
 * Who says so. `seed`: the page of the library reference this project started from. `later`: the library reference of
 * a later version. `source`: only the original's source, named by function.
 */
export type Authority =
  | { readonly kind: "seed"; readonly sentence: string }
  | { readonly kind: "later"; readonly where: string }
  | { readonly kind: "source"; readonly where: string };

/** One normative sentence. */
export interface Clause {
  readonly level: Level;
  readonly profile: Profile;
  readonly authority: Authority;
  /** The targets it holds for; all of them when absent. */
  readonly versions?: readonly Target[];
  /** The sentence, in our own words. */
  readonly text: string;
  /** Set where the authority's sentence and the original differ: what the original does instead. The original decides. */
  readonly corrected?: string;
  /** What to look at first when an implementation breaks the clause. */
  readonly hint: string;
}

/** The clauses of one area, by id. */
export type ClauseTable = Readonly<Record<string, Clause>>;
